import { afterEach } from '@jest/globals';

type Close = () => unknown;

const closes: Close[] = [];

/** Closes something with the running test: what was opened last first, all of it even when one fails. */
export function onTestEnd(close: Close): void {
  closes.push(close);
}

afterEach(async () => {
  const errors: unknown[] = [];
  for (const close of closes.splice(0).toReversed()) {
    try {
      await close();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, 'What the test had opened did not close');
});

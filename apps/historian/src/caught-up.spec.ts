import { expect, it } from '@jest/globals';
import { CaughtUp } from './caught-up.js';

function aCaughtUp() {
  const ends: (() => void)[] = [];
  const caughtUp = new CaughtUp(() => {
    const { promise, resolve } = Promise.withResolvers<void>();
    ends.push(resolve);
    return promise;
  });
  return { caughtUp, ends };
}

it('is asked anew for what comes while it is underway, once for all of them', async () => {
  const { caughtUp, ends } = aCaughtUp();
  const reached: string[] = [];
  const ask = (name: string) => caughtUp.reached().then(() => reached.push(name));
  const asked = [ask('a'), ask('b'), ask('c')];
  expect(ends).toHaveLength(1);
  ends[0]!();
  await asked[0];
  expect(reached).toEqual(['a']);
  expect(ends).toHaveLength(2);
  asked.push(ask('d'));
  ends[1]!();
  await asked[2];
  expect(reached).toEqual(['a', 'b', 'c']);
  expect(ends).toHaveLength(3);
  ends[2]!();
  await asked[3];
  void caughtUp.reached();
  expect(ends).toHaveLength(4);
});

import { afterEach, expect, it } from '@jest/globals';
import { processVitals } from '@kilowatch/contracts';
import { until } from '../run/suite/two-services.js';
import { ProcessWatch, type ProcessWatchParts } from './process-watch.js';

const watches: ProcessWatch[] = [];
const watch = (parts: Partial<ProcessWatchParts> = {}) => {
  const one = new ProcessWatch({ now: () => 1_800_000_000_000, problems: () => ({}), everyMs: 50, ...parts });
  watches.push(one);
  return one;
};
afterEach(() => {
  for (const one of watches.splice(0)) one.close();
});

it('says what the process is and takes', () => {
  const vitals = processVitals.parse(watch({ figures: () => ({ brokerClients: 9 }) }).vitals());
  expect(vitals).toMatchObject({
    ...{ pid: process.pid, startedAtMs: 1_800_000_000_000, eventLoopDelayMs: null },
    figures: { brokerClients: 9 },
  });
  expect(vitals.memoryBytes).toBeGreaterThan(vitals.heapBytes / 2);
  expect(vitals).not.toHaveProperty('problems');
});

it('is another instance in each process', () => {
  expect(watch().vitals().instance).not.toBe(watch().vitals().instance);
});

it('says what is wrong with the process as a whole', () => {
  const problems = { 'embedded broker': 'the disk is full' };
  expect(watch({ problems: () => problems }).vitals().problems).toEqual(problems);
});

it('tells a busy event loop from an idle one', async () => {
  const delayWhile = (work: () => void, everyMs: number, isRight: (ms: number) => boolean) => {
    const one = watch({ everyMs });
    const probe = () =>
      new Promise<number>((resolve) =>
        setImmediate(() => {
          work();
          resolve(one.vitals().eventLoopDelayMs ?? NaN);
        }),
      );
    return until(probe, isRight, 15_000);
  };
  const compute = (): void => {
    for (const endMs = performance.now() + 120; performance.now() < endMs;);
  };
  // The first delay after a look is not counted: there must be several between two looks, and few where none may be long.
  expect(await delayWhile(compute, 500, (ms) => ms > 50)).toBeGreaterThan(50);
  expect(
    await delayWhile(
      () => undefined,
      50,
      (ms) => ms < 50,
    ),
  ).toBeLessThan(50);
});

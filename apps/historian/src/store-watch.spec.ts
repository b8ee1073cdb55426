import { Fault } from '@kilowatch/contracts';
import type { StoreFacts } from '@kilowatch/history-store';
import { aTemporaryFolder, eventually, onTestEnd, testTimeMs } from '@kilowatch/testing';
import { expect, it } from '@jest/globals';
import { StoreWatch } from './store-watch.js';

const watch = async (facts: () => Promise<StoreFacts>): Promise<StoreWatch> => {
  const one = new StoreWatch({ store: { facts }, folder: await aTemporaryFolder(), everyMs: 1 });
  onTestEnd(() => one.onApplicationShutdown());
  return one;
};

it('says how large the store is, how far it reaches back, and how much room there is', async () => {
  const one = await watch(async () => ({
    ...{ kind: 'sqlite', bytes: 4_096, limitBytes: 8_192, oldestAtMs: testTimeMs },
  }));
  await eventually(() =>
    expect(one.figures()).toMatchObject({
      ...{ storeKind: 'sqlite', storeBytes: 4_096, storeLimitBytes: 8_192, storeOldestAtMs: testTimeMs },
    }),
  );
  await eventually(() => expect(one.figures().volumeBytes).toBeGreaterThan(0));
  const { volumeFreeBytes, volumeBytes } = one.figures();
  expect(volumeFreeBytes).toBeLessThanOrEqual(volumeBytes ?? 0);
});

it('knows what it knew of a store that is away, and looks again', async () => {
  const state = { isAway: false, bytes: 1 };
  let looks = 0;
  const one = await watch(async () => {
    looks += 1;
    if (state.isAway) throw new Fault('history.unavailable', 'gone fishing');
    return { kind: 'sqlite', bytes: state.bytes };
  });
  await eventually(() => expect(one.figures().storeBytes).toBe(1));
  Object.assign(state, { isAway: true, bytes: 2 });
  const before = looks;
  await eventually(() => expect(looks).toBeGreaterThan(before + 1));
  expect(one.figures().storeBytes).toBe(1);
  state.isAway = false;
  await eventually(() => expect(one.figures().storeBytes).toBe(2));
});

it('says nothing of what a store cannot say', async () => {
  const one = await watch(async () => ({ kind: 'influxdb' }));
  await eventually(() => expect(one.figures()).toMatchObject({ storeKind: 'influxdb', storeBytes: null }));
});

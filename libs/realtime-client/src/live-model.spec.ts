import type { Delta, DeviceEntry } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applyDelta, applyDevice, applySnapshot, emptyModel, fitOf } from './live-model.js';
import { aDelta, aDevice } from './suite/live-server.js';

const model = applySnapshot({ atMs: 0, devices: [aDevice()] });
const entryOf = ({ seq: _seq, metrics: _metrics, ...entry }: ReturnType<typeof aDevice>): DeviceEntry =>
  entry;

describe('the live model', () => {
  it.each<[string, Delta, ReturnType<typeof fitOf>]>([
    ['the next update', aDelta(2), 'next'],
    ['several updates in one', aDelta(9, { fromSeq: 2 }), 'next'],
    ['several updates, the first ones known', aDelta(9, { fromSeq: 1 }), 'next'],
    ['a known update', aDelta(1), 'known'],
    ['an update too far ahead', aDelta(3), 'gap'],
    ['an unknown device', aDelta(1, { device: 'battery:b2' }), 'gap'],
  ])('sees how %s fits', (_, delta, fit) => {
    expect(fitOf(model, delta)).toBe(fit);
    expect(applyDelta(model, delta) !== model).toBe(fit === 'next');
  });

  it('takes values, their quality and the time of last seeing, and leaves the old model as it was', () => {
    const readings = [
      { metric: 'cellVoltageV', index: '3', value: 3.3, atMs: 2_000, quality: 'suspect' as const },
      { metric: '__proto__', value: 1, atMs: 2_000 },
    ];
    const next = applyDelta(model, aDelta(2, { readings, lastSeenAtMs: 2_005 }));
    const { metrics, ...rest } = next.devices.get('battery:b1')!;
    expect(rest).toMatchObject({ seq: 2, lastSeenAtMs: 2_005, firstSeenAtMs: 500 });
    expect(Object.entries(metrics)).toEqual([
      ['socPct', { value: 50, atMs: 1_000 }],
      ['cellVoltageV/3', { value: 3.3, atMs: 2_000, quality: 'suspect' }],
      ['__proto__', { value: 1, atMs: 2_000 }],
    ]);
    expect(model).toEqual(applySnapshot({ atMs: 0, devices: [aDevice()] }));
  });

  it('takes what the server sends even where its time is older: the server has decided', () => {
    const readings = [{ metric: 'socPct', value: 1, atMs: 10 }];
    expect(applyDelta(model, aDelta(2, { readings })).devices.get('battery:b1')?.metrics['socPct']).toEqual({
      value: 1,
      atMs: 10,
    });
  });

  it('creates a device without values, updates one without losing them, and removes a retired one', () => {
    const created = applyDevice(emptyModel, entryOf(aDevice()));
    expect(created.devices.get('battery:b1')).toMatchObject({ seq: 0, metrics: {} });
    const updated = applyDevice(model, { ...entryOf(aDevice()), connection: 'offline' });
    expect(updated.devices.get('battery:b1')).toEqual(aDevice({ connection: 'offline' }));
    const removed = applyDevice(model, { ...entryOf(aDevice()), isRetired: true });
    expect(removed.devices.size).toBe(0);
    expect(applyDevice(emptyModel, { ...entryOf(aDevice()), isRetired: true })).toBe(emptyModel);
  });

  it('removes a forgotten device, and what an entry does not say any more', () => {
    const silent = applyDevice(model, { ...entryOf(aDevice()), silentSinceMs: 5, name: 'North' });
    expect(silent.devices.get('battery:b1')).toEqual(aDevice({ silentSinceMs: 5, name: 'North' }));
    const heard = applyDevice(silent, entryOf(aDevice()));
    expect(heard.devices.get('battery:b1')).toEqual(aDevice());
    expect(applyDevice(heard, { ...entryOf(aDevice()), isForgotten: true }).devices.size).toBe(0);
  });

  it('ends with the newest values however the updates are cut into deltas, repeated or overlapped', () => {
    const anUpdate = fc.record({
      metric: fc.constantFrom('a', 'b', 'c'),
      value: fc.integer(),
      atMs: fc.nat(100),
    });
    const aCut = fc.record({ back: fc.nat(3), length: fc.integer({ min: 1, max: 5 }) });
    fc.assert(
      fc.property(
        fc.array(anUpdate, { minLength: 1, maxLength: 30 }),
        fc.infiniteStream(aCut),
        (updates, cuts) => {
          let live = applySnapshot({ atMs: 0, devices: [aDevice({ seq: 0, metrics: {} })] });
          let seq = 0;
          for (const { back, length } of cuts) {
            if (seq === updates.length) break;
            const from = Math.max(0, seq - back);
            const to = Math.min(updates.length, from + length);
            const newest = new Map(updates.slice(from, to).map((reading) => [reading.metric, reading]));
            live = applyDelta(live, aDelta(to, { fromSeq: from + 1, readings: [...newest.values()] }));
            seq = Math.max(seq, to);
          }
          const newest = new Map(updates.map(({ metric, ...state }) => [metric, state]));
          expect(live.devices.get('battery:b1')).toMatchObject({
            seq: updates.length,
            metrics: Object.fromEntries(newest),
          });
        },
      ),
    );
  });
});

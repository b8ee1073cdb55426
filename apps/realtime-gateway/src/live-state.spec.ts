import { metricKey, type Reading } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isNewer } from './live-room.js';
import { LiveState } from './live-state.js';
import { everything } from './reader.js';
import { anEntry, anyReading, aReading } from './suite/readings.js';

const limits = { devices: 10, placeKeptMs: 10_000, metrics: 20, aheadMs: 60_000 };
const deltasOf = (changes: ReturnType<LiveState['apply']>) =>
  changes.flatMap((change) => (change.event === 'delta' ? [change.body] : []));
const eventsOf = (changes: ReturnType<LiveState['apply']>) => changes.map(({ event }) => event);

describe('LiveState', () => {
  it('announces a device before its first values and counts its updates from 1', () => {
    const live = new LiveState(limits);
    const first = live.apply([aReading({ value: 41 }), aReading({ metric: 'voltageV', value: 48 })]);
    const second = live.apply([aReading({ value: 42, atMs: 2_000, receivedAtMs: 2_005 })]);
    expect(eventsOf(first)).toEqual(['device', 'delta']);
    expect(deltasOf(first)).toEqual([
      {
        device: 'battery:b1',
        fromSeq: 1,
        seq: 1,
        lastSeenAtMs: 1_005,
        readings: [
          { metric: 'socPct', value: 41, atMs: 1_000 },
          { metric: 'voltageV', value: 48, atMs: 1_000 },
        ],
      },
    ]);
    expect(deltasOf(second)).toMatchObject([{ fromSeq: 2, seq: 2, lastSeenAtMs: 2_005 }]);
    expect(live.snapshot(everything)).toMatchObject([
      {
        device: 'battery:b1',
        kind: 'battery',
        connection: 'unknown',
        seq: 2,
        metrics: { socPct: { value: 42 } },
      },
    ]);
  });

  it('gives one delta per device of a batch, with every reading that was new when it came', () => {
    const live = new LiveState(limits);
    const batch = [aReading(), aReading({ device: 'battery:b2' }), aReading({ atMs: 1_001, value: 51 })];
    const deltas = deltasOf(live.apply(batch));
    expect(deltas.map(({ device, readings }) => [device, readings.length])).toEqual([
      ['battery:b1', 2],
      ['battery:b2', 1],
    ]);
  });

  it.each([
    ['an older reading', aReading({ atMs: 999 })],
    ['the same reading again', aReading()],
    ['a lower ordinal of the same time', aReading({ ordinal: 0, value: 7 })],
    ['a stale reading, whatever its time', aReading({ atMs: 9_999, receivedAtMs: 9_999, quality: 'stale' })],
  ])('says nothing about %s', (_, reading) => {
    const live = new LiveState(limits);
    live.apply([aReading({ ordinal: 1 })]);
    expect(live.apply([reading])).toEqual([]);
    expect(live.snapshot(everything)).toMatchObject([
      { seq: 1, metrics: { socPct: { value: 50, atMs: 1_000 } } },
    ]);
  });

  it('replaces a value from the far future by the next one, and not one from the near future', () => {
    const far = aReading({ atMs: 9_000_000 });
    const near = aReading({ atMs: 30_000 });
    expect(isNewer(aReading(), far, limits.aheadMs)).toBe(true);
    expect(isNewer(aReading(), near, limits.aheadMs)).toBe(false);
  });

  it('believes the clock when it was set back: the device was seen now, not an hour ahead', () => {
    const live = new LiveState(limits);
    live.apply([aReading({ atMs: 3_601_000, receivedAtMs: 3_601_000 })]);
    expect(deltasOf(live.apply([aReading({ atMs: 2_000, receivedAtMs: 2_000 })]))).toMatchObject([
      { lastSeenAtMs: 2_000 },
    ]);
    expect(deltasOf(live.apply([aReading({ atMs: 2_001, receivedAtMs: 1_999 })]))).toMatchObject([
      { lastSeenAtMs: 2_000 },
    ]);
  });

  it('lets a reading of the stream take the place of the same one from a retained state without a word', () => {
    const live = new LiveState(limits);
    live.apply([aReading({ ordinal: -1 })]);
    expect(live.apply([aReading()])).toEqual([]);
    expect(eventsOf(live.apply([aReading({ ordinal: 1, value: 51 })]))).toEqual(['delta']);
  });

  it('hides a demo device until the registry has told that it is not retired', () => {
    const live = new LiveState(limits);
    const demo = { device: 'battery:demo' };
    expect(live.apply([aReading(demo)])).toEqual([]);
    expect(live.snapshot(everything)).toEqual([]);
    expect(live.since('battery:demo', 1)).toBeUndefined();
    const changes = live.register(anEntry({ ...demo, isDemo: true }));
    expect(eventsOf(changes)).toEqual(['device', 'delta']);
    expect(live.snapshot(everything)).toHaveLength(1);
  });

  it('drops a retired device for good and tells it once', () => {
    const live = new LiveState(limits);
    const demo = { device: 'battery:demo', isDemo: true };
    live.register(anEntry(demo));
    live.apply([aReading({ device: 'battery:demo' })]);
    const retired = live.register(anEntry({ ...demo, isRetired: true }));
    expect(retired).toMatchObject([{ event: 'device', body: { isRetired: true } }]);
    expect(live.register(anEntry({ ...demo, isRetired: true }))).toEqual([]);
    expect(live.apply([aReading({ device: 'battery:demo', atMs: 5_000 })])).toEqual([]);
    expect(live.snapshot(everything)).toEqual([]);
    expect(live.snapshot({ devices: ['battery:demo'] })).toEqual([]);
  });

  it('lets go of a forgotten device, tells it once, and counts on when it comes back', () => {
    const live = new LiveState(limits);
    live.register(anEntry());
    live.apply([aReading()]);
    const forgotten = anEntry({ isForgotten: true });
    expect(live.register(forgotten)).toEqual([{ event: 'device', device: 'battery:b1', body: forgotten }]);
    expect(live.register(forgotten)).toEqual([]);
    expect([live.snapshot(everything), live.since('battery:b1', 1)]).toEqual([[], undefined]);
    live.register(anEntry({ firstSeenAtMs: 9_000 }));
    expect(deltasOf(live.apply([aReading({ atMs: 9_000 })]))).toMatchObject([{ fromSeq: 3, seq: 3 }]);
    expect(live.snapshot(everything)).toMatchObject([{ firstSeenAtMs: 9_000 }]);
    expect(live.snapshot(everything)[0]).not.toHaveProperty('isForgotten');
  });

  it('tells of what a device measures and where its values begin to matter only when that changes', () => {
    const live = new LiveState(limits);
    const entry = anEntry({
      series: [{ metric: 'socPct', unit: '%' }],
      thresholds: { socPct: { warningBelow: 10 } },
    });
    live.register(entry);
    expect(live.register(structuredClone(entry))).toEqual([]);
    const changed = { ...entry, series: [{ metric: 'socPct', unit: 'Ah' }] };
    expect(live.register(changed)).toMatchObject([{ body: { series: [{ unit: 'Ah' }] } }]);
    expect(live.register({ ...changed, thresholds: {} })).toMatchObject([{ body: { thresholds: {} } }]);
    expect(live.register(anEntry())).toHaveLength(1);
  });

  it('tells of an entry only what it does not know, and keeps the later time of last seeing', () => {
    const live = new LiveState(limits);
    live.register(anEntry());
    live.apply([aReading({ receivedAtMs: 3_000 })]);
    expect(live.register(anEntry())).toEqual([]);
    expect(live.register(anEntry({ connection: 'offline' }))).toMatchObject([
      { event: 'device', body: { connection: 'offline', lastSeenAtMs: 3_000 } },
    ]);
  });

  it('keeps no more metrics of a device than allowed: the one unchanged for longest goes', () => {
    const live = new LiveState({ ...limits, metrics: 2 });
    for (const metric of ['a', 'b', 'c']) live.apply([aReading({ metric })]);
    expect(Object.keys(live.snapshot(everything)[0]?.metrics ?? {})).toEqual(['b', 'c']);
    expect(live.droppedMetrics).toBe(1);
  });

  it('holds the newest reading of each metric, in whatever order and however often they come', () => {
    const rank = (r: Reading) => (r.quality === 'stale' ? 0 : 1) * 1e9 + r.atMs * 10 + r.ordinal;
    fc.assert(
      fc.property(fc.array(fc.array(anyReading, { maxLength: 5 }), { maxLength: 20 }), (batches) => {
        const live = new LiveState({ ...limits, metrics: 100 });
        for (const batch of batches) live.apply(batch);
        live.register(anEntry({ device: 'battery:demo', isDemo: true }));
        const newest = new Map<string, Reading>();
        for (const reading of batches.flat()) {
          const key = `${reading.device} ${metricKey(reading)}`;
          const held = newest.get(key);
          if (!held || rank(reading) > rank(held)) newest.set(key, reading);
        }
        const held = live
          .snapshot(everything)
          .flatMap(({ device, metrics }) =>
            Object.entries(metrics).map(([key, state]) => [`${device} ${key}`, state]),
          );
        expect(new Map(held as [string, object][])).toEqual(
          new Map(
            [...newest].map(([key, { value, atMs, quality }]) => [
              key,
              { value, atMs, ...(quality && { quality }) },
            ]),
          ),
        );
      }),
    );
  });

  it('never exceeds its bounds, and numbers the deltas of a device without holes while it is held', () => {
    const small = { devices: 2, placeKeptMs: 5, metrics: 2, aheadMs: 60_000 };
    fc.assert(
      fc.property(fc.array(anyReading, { maxLength: 60 }), (readings) => {
        const live = new LiveState(small);
        const last = new Map<string, number>();
        for (const reading of readings) {
          for (const delta of deltasOf(live.apply([reading]))) {
            expect(delta.fromSeq).toBe(delta.seq);
            expect(delta.seq).toBeGreaterThan(last.get(delta.device) ?? 0);
            last.set(delta.device, delta.seq);
          }
          const devices = live.snapshot(everything);
          expect(devices.length).toBeLessThanOrEqual(2);
          for (const { metrics } of devices) expect(Object.keys(metrics).length).toBeLessThanOrEqual(2);
        }
      }),
    );
  });

  it('sums up what was missed: since(n) holds the newest of everything told in the updates from n', () => {
    fc.assert(
      fc.property(fc.array(anyReading, { minLength: 1, maxLength: 30 }), fc.nat(30), (readings, start) => {
        const live = new LiveState({ ...limits, metrics: 100 });
        live.register(anEntry({ device: 'battery:demo', isDemo: true }));
        const told = readings.flatMap((reading) => deltasOf(live.apply([reading])));
        for (const { device, seq } of live.snapshot(everything)) {
          const fromSeq = Math.min(start + 1, seq);
          if (seq === 0) continue;
          const missed = told.filter((delta) => delta.device === device && delta.seq >= fromSeq);
          const newest = new Map(missed.flatMap((delta) => delta.readings.map((r) => [metricKey(r), r])));
          const sum = live.since(device, fromSeq);
          expect(sum).toMatchObject({ fromSeq, seq });
          expect(new Map(sum?.readings.map((r) => [metricKey(r), r]))).toEqual(newest);
        }
      }),
    );
  });
});

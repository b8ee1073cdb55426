import { describe, expect, it } from '@jest/globals';
import { LiveState } from './live-state.js';
import { everything } from './reader.js';
import { anEntry, aReading } from './suite/readings.js';

const keptMs = 10_000;

/** Two places. */
const aState = () => new LiveState({ devices: 2, placeKeptMs: keptMs, metrics: 20, aheadMs: 60_000 });
const at = (device: string, atMs: number) => aReading({ device, atMs, receivedAtMs: atMs });
const live = (state: LiveState) => state.snapshot(everything).map(({ device }) => device);

describe('the places of live devices', () => {
  it('are kept by those that report: more devices than places make no gap, however often they report', () => {
    const state = aState();
    const told = Array.from({ length: 100 }, (_, n) =>
      ['cell:1', 'cell:2', 'cell:3', 'cell:4'].flatMap((device) => state.apply([at(device, n * 1_000)])),
    ).flat();
    const deltas = told.flatMap(({ event, body }) => (event === 'delta' ? [body] : []));
    expect(new Set(deltas.map(({ device }) => device))).toEqual(new Set(['cell:1', 'cell:2']));
    expect(deltas.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, n) => 1 + (n >> 1)));
    expect([state.places.devicesWithout, state.places.dropped]).toEqual([2, 0]);
  });

  it('are given up by the one that has been silent for longest, if for so long', () => {
    const state = aState();
    for (const [device, atMs] of [
      ['cell:1', 0],
      ['cell:2', 5],
      ['cell:3', keptMs],
    ] as const)
      state.apply([at(device, atMs)]);
    expect(live(state)).toEqual(['cell:1', 'cell:2']);
    state.apply([at('cell:3', keptMs + 20)]);
    expect(live(state)).toEqual(['cell:2', 'cell:3']);
    expect([state.places.devicesWithout, state.places.dropped]).toEqual([1, 1]);
  });

  it('make followers notice a gap when a device that gave up its place returns', () => {
    const state = aState();
    for (const device of ['cell:1', 'cell:2']) state.apply([at(device, 0)]);
    state.apply([at('cell:3', keptMs + 1)]);
    const [, delta] = state.apply([at('cell:1', keptMs + 20)]);
    expect(live(state)).toEqual(['cell:1', 'cell:3']);
    expect(delta).toMatchObject({ event: 'delta', body: { fromSeq: 3 } }); // it was at 1: anything but 2 is a gap
  });

  it('go to those that were heard of late, in whatever order the registry names the devices at the start', () => {
    const state = aState();
    const names = ['old', '1', 'older', '2', 'oldest'];
    const heardAtMs = { old: 3, older: 2, oldest: 1, 1: keptMs + 100, 2: keptMs + 101 } as Record<
      string,
      number
    >;
    for (const name of names)
      state.register(anEntry({ device: `cell:${name}`, lastSeenAtMs: heardAtMs[name]! }));
    expect(live(state)).toEqual(['cell:1', 'cell:2']);
    expect(state.places.devicesWithout).toBe(3);
  });

  it('are not taken up by the retired, and are free again when a device is forgotten', () => {
    const state = aState();
    const demo = { device: 'battery:demo', isDemo: true, isRetired: true };
    state.register(anEntry(demo));
    for (const device of ['cell:1', 'cell:2', 'cell:3']) state.apply([at(device, 5_000)]);
    expect([live(state), state.places.devicesWithout]).toEqual([['cell:1', 'cell:2'], 1]);
    state.register(anEntry({ device: 'cell:1', isForgotten: true }));
    state.apply([at('cell:3', 5_001)]);
    expect([live(state), state.places.devicesWithout]).toEqual([['cell:2', 'cell:3'], 0]);
  });

  it('are not lacked by a device that has retired', () => {
    const state = aState();
    for (const device of ['cell:1', 'cell:2', 'cell:3']) state.apply([at(device, 0)]);
    expect(state.places.devicesWithout).toBe(1);
    state.register(anEntry({ device: 'cell:3', isRetired: true }));
    expect(state.places.devicesWithout).toBe(0);
  });
});

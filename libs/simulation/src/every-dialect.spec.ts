import { DialectBook, dialects } from '@kilowatch/dialects';
import { describe, expect, it } from '@jest/globals';
import { devicesByDialect } from './by-dialect.js';
import { faultless } from './faults.js';
import { simulatedHusdata } from './heat-pump/heat-pumps.js';
import { seededRandom } from './random.js';
import type { SimulatedDevice } from './simulated-device.js';

const startMs = Date.parse('2026-03-01T12:00:00Z');

/** What it says in so many rounds, and what is heard of it. */
function listenTo(device: SimulatedDevice, rounds: number) {
  const book = new DialectBook();
  return Array.from({ length: rounds }, (_, i) => {
    const receivedAtMs = startMs + i * device.everyMs;
    return device.saysAt(receivedAtMs).map(({ topic, payload }) => {
      const dialect = book.dialectOf(topic);
      const message = { topic, payload: new TextEncoder().encode(payload), receivedAtMs, isRetained: false };
      return { dialect: dialect?.name, heard: dialect?.reader.read(message) };
    });
  }).flat();
}

describe('the simulated devices', () => {
  it('are there for every dialect', () => {
    expect(Object.keys(devicesByDialect).sort()).toEqual(dialects.map(({ name }) => name).sort());
  });

  it.each(Object.entries(devicesByDialect))(
    'of %s speak it, each message measures something, and under the name they give',
    (dialect, { id, make }) => {
      const device = faultless(make, id, seededRandom(3));
      const all = listenTo(device, 200);
      expect(all.length).toBeGreaterThanOrEqual(200);
      for (const { dialect: spoken, heard } of all) {
        expect(spoken).toBe(dialect);
        expect(heard).toMatchObject({ kind: 'said' });
        if (heard?.kind !== 'said') continue;
        expect(heard.refused).toBeUndefined();
        for (const said of heard.said) {
          expect(said.device).toBe(device.device);
          expect(said.measured.length).toBeGreaterThan(0);
        }
      }
    },
  );

  it.each(Object.entries(devicesByDialect))('of %s say the same for the same seed', (_, { id, make }) => {
    const of = (seed: number) => {
      const device = faultless(make, id, seededRandom(seed));
      return Array.from({ length: 50 }, (__, i) => device.saysAt(startMs + i * device.everyMs));
    };
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
  });

  it.each(['thermia', 'ivt', 'nibe'] as const)('of %s are recognised as such', (brand) => {
    const heard = listenTo(faultless(simulatedHusdata(brand), '0004A3B1C2D3', seededRandom(1)), 3);
    expect(JSON.stringify(heard.at(-1))).toContain(`"brand":"${brand}"`);
  });
});

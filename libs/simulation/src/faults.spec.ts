import { describe, expect, it } from '@jest/globals';
import { type FaultKind, faults, withFaults } from './faults.js';
import { seededRandom } from './random.js';
import { type DeviceMaker, truth } from './simulated-device.js';

const everyMs = 1_000;

/** Counts its rounds and says what time it believes it is. */
const counter: DeviceMaker = (id, { sense }) => {
  let round = 0;
  return {
    device: `sensor:${id}`,
    everyMs,
    saysAt: (atMs) => {
      round += 1;
      return [{ topic: 't', payload: JSON.stringify({ round, atMs, value: sense('value', round) }) }];
    },
  };
};

/** What is said in a thousand rounds, by round. */
function said(kinds: readonly FaultKind[], share = 0.02, seed = 1) {
  const make = withFaults(counter, { kinds, share });
  const device = make('x', { random: seededRandom(seed), sense: truth });
  return Array.from({ length: 1_000 }, (_, i) =>
    device.saysAt(i * everyMs).map(({ payload }) => JSON.parse(payload) as Record<string, number>),
  );
}

const value = (round: readonly Record<string, number>[]) => round[0]?.['value'];

describe('faults on request', () => {
  it('are none where none are asked for, or never', () => {
    const clean = said([]);
    expect(clean.map(value)).toEqual(clean.map((_, i) => i + 1));
    expect(said(faults, 0)).toEqual(clean);
  });

  it('gaps: it says nothing for at least three rounds', () => {
    const silent = said(['gaps'])
      .map((round) => (round.length === 0 ? '0' : '1'))
      .join('')
      .split('1')
      .filter((run) => run !== '');
    expect(silent.length).toBeGreaterThan(3);
    expect(silent.every((run) => run.length >= 3)).toBe(true);
  });

  it('spikes: nonsense for one round', () => {
    const wrong = said(['spikes']).flatMap((round, i) => (value(round) === i + 1 ? [] : [i]));
    expect(wrong.length).toBeGreaterThan(5);
    expect(wrong.length).toBeLessThan(60);
  });

  it('stuck: the same for at least ten rounds, and then the truth again', () => {
    const all = said(['stuck']).map(value);
    const counts = [...Map.groupBy(all, (one) => one).values()].map((same) => same.length);
    expect(Math.max(...counts)).toBeGreaterThanOrEqual(10);
    expect(all.filter((one, i) => one === i + 1).length).toBeGreaterThan(100);
  });

  it('duplicates: twice, and the same', () => {
    const twice = said(['duplicates']).filter((round) => round.length === 2);
    expect(twice.length).toBeGreaterThan(5);
    expect(twice.every(([first, second]) => JSON.stringify(first) === JSON.stringify(second))).toBe(true);
  });

  it('clock jumps: up to two hours wrong for some rounds', () => {
    const wrong = said(['clock-jumps']).map((round, i) => Math.abs(round[0]!['atMs']! - i * everyMs));
    expect(wrong.filter((ms) => ms > 0).length).toBeGreaterThan(20);
    expect(wrong.filter((ms) => ms === 0).length).toBeGreaterThan(200);
    expect(Math.max(...wrong)).toBeLessThanOrEqual(2 * 3_600_000);
  });

  it('are the same for the same seed', () => {
    expect(said(faults)).toEqual(said(faults));
    expect(said(faults)).not.toEqual(said(faults, 0.02, 2));
  });
});

import type { Random } from './random.js';
import { type DeviceMaker, type Sense, truth, type Utterance } from './simulated-device.js';

/** What devices do that should not. */
export const faults = ['gaps', 'spikes', 'stuck', 'duplicates', 'clock-jumps'] as const;
export type FaultKind = (typeof faults)[number];

export interface FaultPlan {
  readonly kinds: readonly FaultKind[];
  /** Of all rounds, how many begin such a fault; of each kind, 0 to 1. */
  readonly share: number;
}

/** How many rounds a fault lasts, at least and at most. */
const rounds: Readonly<Record<FaultKind, readonly [least: number, most: number]>> = {
  gaps: [3, 20],
  spikes: [1, 1],
  stuck: [10, 40],
  duplicates: [1, 3],
  'clock-jumps': [5, 15],
};

const spikeFactor = 10;
const spikeOffset = 1_000;
const furthestJumpMs = 2 * 3_600_000;

/**
 * A maker whose devices have faults: they fall silent, show nonsense for a moment, show the same for a while, say things twice, or
 * their clock is wrong. As deterministic as they are.
 */
export const withFaults =
  (make: DeviceMaker, { kinds, share }: FaultPlan): DeviceMaker =>
  (id, { random, sense }) => {
    const left = new Map<FaultKind, number>(kinds.map((kind) => [kind, 0]));
    const isOn = (kind: FaultKind): boolean => (left.get(kind) ?? 0) > 0;
    const device = make(id, { random, sense: (name, value) => faulty(name, sense(name, value)) });
    const shown = new Map<string, number>();
    let jumpMs = 0;

    const faulty: Sense = (name, value) => {
      const before = shown.get(name);
      const now = isOn('stuck') && before !== undefined ? before : value;
      shown.set(name, now);
      return isOn('spikes') ? now * spikeFactor + spikeOffset : now;
    };
    const nextRound = (): void => {
      for (const [kind, count] of left)
        left.set(kind, count > 0 ? count - 1 : random() < share ? lasting(kind, random) : 0);
      jumpMs = isOn('clock-jumps') ? jumpMs || (random() - 0.5) * 2 * furthestJumpMs : 0;
    };
    return {
      ...device,
      saysAt: (atMs) => {
        nextRound();
        const said = device.saysAt(Math.round(atMs + jumpMs));
        if (isOn('gaps')) return [];
        return isOn('duplicates') ? twice(said) : said;
      },
    };
  };

const lasting = (kind: FaultKind, random: Random): number => {
  const [least, most] = rounds[kind];
  return least + Math.floor(random() * (most - least + 1));
};

const twice = (said: readonly Utterance[]): Utterance[] => said.flatMap((one) => [one, one]);

/** A device without faults. */
export const faultless = (make: DeviceMaker, id: string, random: Random) =>
  make(id, { random, sense: truth });

import type { Random } from './random.js';

/** One message of a device, as its make writes it. */
export interface Utterance {
  readonly topic: string;
  readonly payload: string;
}

/** A device that does not exist. */
export interface SimulatedDevice {
  /** As the registry will call it: `<kind>:<native id>`. */
  readonly device: string;
  readonly everyMs: number;
  /** What it says when its clock shows this, UTC epoch ms. It goes on from the time before, a clock set back included. */
  saysAt(atMs: number): Utterance[];
}

/** What a sensor shows of a true value: that, or what a fault makes of it. */
export type Sense = (quantity: string, value: number) => number;

export interface Surroundings {
  readonly random: Random;
  readonly sense: Sense;
}

/** Devices of one make, by the name of their own. */
export type DeviceMaker = (id: string, surroundings: Surroundings) => SimulatedDevice;

/** A sensor that is not broken. */
export const truth: Sense = (_, value) => value;

/** ms between two times, at most so many: a process that slept goes on where it was, and a clock set back stands still. */
export function passing(longestMs: number): (atMs: number) => number {
  let beforeMs: number | undefined;
  return (atMs) => {
    const passedMs = beforeMs === undefined ? 0 : Math.min(longestMs, Math.max(0, atMs - beforeMs));
    beforeMs = atMs;
    return passedMs;
  };
}

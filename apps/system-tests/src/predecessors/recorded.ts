import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One thing that a predecessor said or was told, and what came of it. */
export interface Recorded {
  readonly http?: string;
  readonly mqtt?: string;
  readonly event?: string;
  readonly case?: string;
  readonly trigger?: string;
  readonly req?: object;
  readonly body?: string;
  readonly status?: number;
  readonly res?: unknown;
  readonly payload?: unknown;
}

type Predecessor = 'battery-control' | 'battery-twin' | 'gas-meter' | 'heat-pump' | 'iot-sensors';

/** What was recorded of a predecessor. */
export class Recording {
  readonly all: readonly Recorded[];

  constructor(of: Predecessor) {
    const file = join(import.meta.dirname, `../../../../libs/compat/vectors/${of}.json`);
    this.all = JSON.parse(readFileSync(file, 'utf8')) as Recorded[];
  }

  /** The first that fits; there must be one. */
  one(fits: Partial<Recorded>): Recorded {
    const wanted = Object.entries(fits);
    const found = this.all.find((one) =>
      wanted.every(([key, value]) => one[key as keyof Recorded] === value),
    );
    if (!found) throw new Error(`Not recorded: ${JSON.stringify(fits)}`);
    return found;
  }
}

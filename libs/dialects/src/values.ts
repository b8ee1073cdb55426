import type { Quality } from '@kilowatch/contracts';
import { asSent } from './as-sent.js';
import { type Heard, heard, type Measured, nothing, refusedAs, type Said } from './dialect.js';
import { isMetricName } from './quantity-names.js';

/** Most numbers in one message of one device. */
export const mostValues = 256;

const mostOfIndex = 100;

interface Manner {
  readonly index?: string | undefined;
  readonly unit?: string | undefined;
  readonly quality?: Quality | undefined;
}

/** Collects what a message measures; remembers in words the first thing that cannot be stored, for which the whole is refused. */
export class Values {
  readonly measured: Measured[] = [];
  problem: string | undefined;

  /** Numbers and booleans count; texts, null and whatever else a device says beside them do not. */
  add(metric: string, value: unknown, manner?: Manner): void {
    if (typeof value === 'boolean') value = value ? 1 : 0;
    if (typeof value !== 'number') return;
    const index = manner?.index;
    if (!Number.isFinite(value)) this.problem ??= `"${metric}" is beyond all numbers: a finite one is needed`;
    else if (!isMetricName(metric))
      this.problem ??= `${asSent(metric)} can be no name of a metric: 1 to 100 whole characters`;
    else if (index !== undefined && !(isMetricName(index) && index.length <= mostOfIndex))
      this.problem ??= `${asSent(index)} can be no index of "${metric}": 1 to 100 whole characters`;
    else if (this.measured.length >= mostValues)
      this.problem ??= `it has more than ${mostValues} numbers: send them in several messages`;
    else this.measured.push(measuredAs(metric, value, manner));
  }

  /** Nothing where it measures nothing. */
  heardOf(device: string, more?: Omit<Said, 'device' | 'measured'>): Heard {
    if (this.problem !== undefined) return refusedAs(this.problem);
    if (this.measured.length === 0) return nothing;
    return heard({ device, measured: this.measured, ...more });
  }
}

/** By assignment: this is done for every number there is, and a spread costs as much as all the rest. */
function measuredAs(metric: string, value: number, manner: Manner | undefined): Measured {
  const measured: { -readonly [K in keyof Measured]: Measured[K] } = { metric, value: value + 0 }; // never -0
  if (manner?.index !== undefined) measured.index = manner.index;
  if (manner?.unit !== undefined) measured.unit = manner.unit;
  if (manner?.quality !== undefined) measured.quality = manner.quality;
  return measured;
}

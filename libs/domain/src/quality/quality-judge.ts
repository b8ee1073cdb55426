import type { DeviceKind, Quality, Reading } from '@kilowatch/contracts';
import { rulesOf } from './metric-rules.js';
import { SeriesMemory } from './series-memory.js';

export interface QualityLimits {
  /** Most series remembered; beyond, the device heard first is forgotten. */
  readonly series: number;
  /** ms; a value that used to move and has not for so long is of a dead sensor. */
  readonly frozenAfterMs: number;
  /** ms; a time further ahead of ours than this is of a wrong clock. */
  readonly aheadMs: number;
}

/** What a reading is judged by. */
export type Judged = Pick<Reading, 'device' | 'metric' | 'index' | 'value' | 'atMs'>;

/** Says what a value is worth, by what its metric can be and by what the series was like. It throws nothing away. */
export class QualityJudge {
  readonly #devices = new Map<string, Map<string, SeriesMemory>>();
  #size = 0;

  constructor(private readonly limits: QualityLimits) {}

  /** How many series are remembered. */
  get size(): number {
    return this.#size;
  }

  /**
   * `missing`: the word of a sensor that is not there (−127 °C, 0x8000). `suspect`: outside of what the metric can be, a jump that
   * cannot be, a value that stands still, or a clock ahead of ours, which says `nowMs`. Undefined: nothing is wrong with it.
   */
  judge(reading: Judged, kind: DeviceKind, nowMs: number): Quality | undefined {
    const { value, atMs } = reading;
    const series = this.#seriesOf(reading, kind);
    const { min, max, absent, absentBetween } = series.rules;
    if (absent.includes(value)) return 'missing';
    if (absentBetween && value >= absentBetween[0] && value <= absentBetween[1]) return 'missing';
    if (!(value >= min && value <= max)) return 'suspect';
    if (atMs > nowMs + this.limits.aheadMs) return 'suspect'; // and not remembered: all that is right would be late
    return series.isSuspect(value, atMs, this.limits.frozenAfterMs) ? 'suspect' : undefined;
  }

  #seriesOf({ device, metric, index }: Judged, kind: DeviceKind): SeriesMemory {
    let ofDevice = this.#devices.get(device);
    const key = index === undefined ? metric : `${metric}\u0000${index}`;
    const known = ofDevice?.get(key);
    if (known) return known;
    if (this.#size >= this.limits.series) {
      this.#forgetOne();
      ofDevice = this.#devices.get(device);
    }
    if (!ofDevice) {
      ofDevice = new Map<string, SeriesMemory>();
      this.#devices.set(device, ofDevice);
    }
    const series = new SeriesMemory(rulesOf(kind, metric));
    ofDevice.set(key, series);
    this.#size += 1;
    return series;
  }

  #forgetOne(): void {
    for (const [device, series] of this.#devices) {
      this.#devices.delete(device);
      this.#size -= series.size;
      return;
    }
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Reading } from '@kilowatch/contracts';
import type { HistoryLog } from '../history-log.js';
import type { HistoryBatch } from '../history-store.js';
import type { InfluxLimits } from '../influx-limits.js';
import { CarefulWriter, type Line } from './careful-writer.js';
import type { HeatPumpBucket } from './heat-pump-bucket.js';
import { HeatPumpTags } from './heat-pump-tags.js';
import { instantOf, nanosText } from './instant.js';
import { whyNotStorable } from './stored-point.js';

/** °C; the predecessor took nothing beyond. */
const temperatures = { from: -50, to: 150 };
const isCelsius = (series: string): boolean => series.includes('unit=°C');

const linesAtOnce = 5_000;

/**
 * Writes what one heat pump reports into the bucket of its predecessor as well, as that wrote it. Behind the calls: our own history never
 * waits for that, and has everything; what the other bucket does not take in time is left out there. Not written is what is no
 * measurement of that moment.
 */
export class HeatPumpCopy {
  private readonly tags: HeatPumpTags;
  private readonly writer: CarefulWriter;
  private readonly stopping = new AbortController();
  private waiting: Reading[] = [];
  private working: Promise<void> | undefined;
  private isAway = false;

  constructor(
    private readonly source: HeatPumpBucket,
    private readonly limits: InfluxLimits,
    private readonly log: HistoryLog,
  ) {
    this.tags = new HeatPumpTags(source);
    this.writer = new CarefulWriter(source.bucket, limits, log);
  }

  /** These are in our own bucket now. */
  stored(batches: readonly HistoryBatch[]): void {
    const added = batches.flatMap(({ readings }) => readings.filter((reading) => this.isCopied(reading)));
    if (added.length === 0) return;
    this.waiting.push(...added);
    this.bound();
    this.working ??= this.work().finally(() => (this.working = undefined));
  }

  /** Resolves when nothing waits any more, or cannot be written now. */
  async settled(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  close(): void {
    this.stopping.abort();
    this.waiting = [];
  }

  private isCopied(reading: Reading): boolean {
    const { device, quality } = reading;
    return (
      device === this.source.device &&
      quality !== 'missing' &&
      quality !== 'stale' &&
      whyNotStorable(reading) === undefined
    );
  }

  private async work(): Promise<void> {
    for (let waitMs = this.limits.retryMinMs; this.waiting.length > 0;) {
      const part = this.waiting.splice(0, linesAtOnce);
      if (await this.isWritten(part)) {
        waitMs = this.limits.retryMinMs;
        continue;
      }
      this.waiting.unshift(...part);
      this.bound();
      if (this.stopping.signal.aborted) return;
      await pause(waitMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      waitMs = Math.min(this.limits.retryMaxMs, waitMs * 2);
    }
  }

  private async isWritten(part: readonly Reading[]): Promise<boolean> {
    const { bucket } = this.source.bucket.settings;
    try {
      await this.tags.learn();
      await this.writer.write(part.flatMap((reading) => this.lineOf(reading)));
      if (this.isAway) this.log.info({ bucket }, "The heat pump predecessor's bucket is written again");
      this.isAway = false;
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!this.isAway)
        this.log.warn({ bucket }, `The heat pump predecessor's bucket is not written: ${reason}`);
      this.isAway = true;
      return false;
    }
  }

  private lineOf(reading: Reading): Line[] {
    const series = this.tags.seriesText(reading.metric);
    if (series === undefined || (isCelsius(series) && !isBetween(reading.value))) return [];
    const text = `${series} value=${reading.value} ${nanosText(instantOf(reading))}`;
    return [{ text, atMs: reading.atMs, of: { reading } }];
  }

  private bound(): void {
    const tooMany = this.waiting.length - this.limits.copiedReadings;
    if (tooMany <= 0) return;
    this.waiting.splice(0, tooMany);
    this.log.warn(
      { readings: tooMany },
      "The oldest readings are left out of the heat pump predecessor's bucket",
    );
  }
}

const isBetween = (value: number): boolean => value >= temperatures.from && value <= temperatures.to;

import type { MetricSums } from '@kilowatch/compat';
import {
  type DeviceEntry,
  historyLatest,
  historySeries,
  maxQueriedSeries,
  type Reading,
  type WindowColumns,
} from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { HistoryLimits } from '../history/history-limits.js';
import { inTurns } from '../history/in-turns.js';

/** Devices whose latest readings are asked for in one question. */
const devicesAtOnce = 200;
/** Readings may be of a time a little ahead of our clock; ms. */
const aheadMs = 24 * 3_600_000;

/** Sums up everything that is stored of sensors. */
@Injectable()
export class SensorSums {
  constructor(
    private readonly messaging: MessagingClient,
    private readonly clock: Clock,
    private readonly settings: HistoryLimits,
  ) {}

  /** By device; the metrics in the order of the registry. */
  async of(sensors: readonly DeviceEntry[]): Promise<ReadonlyMap<string, readonly MetricSums[]>> {
    const latest = await this.inPieces(sensors, devicesAtOnce, (some) => this.latest(some));
    const columns = await this.inPieces(latest, maxQueriedSeries, (some) => this.columns(some));
    const sums = new Map<string, WindowColumns>(columns.map((one) => [keyOf(one), one]));
    const ofDevice = Map.groupBy(latest, ({ device }) => device);
    return new Map(
      sensors.map((sensor) => [
        sensor.device,
        inOrderOf(sensor, ofDevice.get(sensor.device) ?? []).flatMap((reading) =>
          sumsOf(sensor, reading, sums.get(keyOf(reading))),
        ),
      ]),
    );
  }

  private async inPieces<T, R>(
    items: readonly T[],
    size: number,
    ask: (some: readonly T[]) => Promise<readonly R[]>,
  ): Promise<R[]> {
    const pieces = Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
      items.slice(i * size, (i + 1) * size),
    );
    return (await inTurns(pieces, this.settings.limits.HISTORY_QUESTIONS_AT_ONCE, ask)).flat();
  }

  private async latest(sensors: readonly DeviceEntry[]): Promise<readonly Reading[]> {
    const devices = sensors.map(({ device }) => device);
    return (await this.messaging.request(historyLatest, {}, { devices })).readings;
  }

  private async columns(readings: readonly Reading[]): Promise<readonly WindowColumns[]> {
    const series = readings.map(({ device, metric, index }) => ({
      ...{ device, metric },
      ...(index !== undefined && { index }),
    }));
    const toMs = this.clock.now() + aheadMs;
    const aggregates = ['count', 'min', 'max', 'sum'] as const;
    const query = { series, fromMs: 0, toMs, stepMs: toMs, aggregates: [...aggregates] };
    return (await this.messaging.request(historySeries, {}, query)).series;
  }
}

const keyOf = ({ device, metric, index = '' }: Pick<Reading, 'device' | 'metric' | 'index'>): string =>
  `${device}\0${metric}\0${index}`;

const metricIn = ({ series = [] }: DeviceEntry, { metric, index }: Reading): number =>
  series.findIndex((one) => one.metric === metric && one.index === index);

function inOrderOf(sensor: DeviceEntry, readings: readonly Reading[]): readonly Reading[] {
  const placeOf = (reading: Reading): number => metricIn(sensor, reading) >>> 0; // unknown ones last
  return readings.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function sumsOf(sensor: DeviceEntry, reading: Reading, columns: WindowColumns | undefined): MetricSums[] {
  const count = columns?.count?.[0];
  if (columns === undefined || count === undefined) return [];
  const metric = sensor.series?.[metricIn(sensor, reading)] ?? { metric: reading.metric, unit: '' };
  const { min, max, sum } = columns;
  return [{ metric, count, min: min![0]!, max: max![0]!, sum: sum![0]!, lastAtMs: reading.atMs }];
}

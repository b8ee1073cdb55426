import { readingsFromMs, readingsSince, sensorRowOf, sensorStatsOf } from '@kilowatch/compat';
import { deviceId, type SensorRow, type SensorStats } from '@kilowatch/contracts';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { DemoRule } from '../originals/demo-rule.js';
import { NewestOriginals } from '../originals/newest-originals.js';
import { SensorSums } from './sensor-sums.js';

/** A reading may say a time that is so much later than that of its receipt; ms. */
const mostAheadMs = 24 * 3_600_000;

/** What the pages of the IoT sensors are told, over HTTP and over sockets alike. */
@Injectable()
export class SensorAnswers {
  constructor(
    private readonly originals: NewestOriginals,
    private readonly sums: SensorSums,
    private readonly demos: DemoRule,
    private readonly clock: Clock,
  ) {}

  /** Of the last hours, of which there may be fractions, the newest `most` readings. */
  async readings(sensorId: string, hours: number, most: number): Promise<{ readings: SensorRow[] }> {
    const device = `sensor:${sensorId}`;
    const fromMs = readingsFromMs(hours, this.clock.now());
    if (fromMs === undefined || !deviceId.safeParse(device).success) return { readings: [] };
    const asked = { kind: 'sensor', devices: [device], fromMs: Math.max(0, fromMs - mostAheadMs) } as const;
    const { messages } = await this.originals.newest(asked, most);
    const rows = messages.toReversed().flatMap((message) => sensorRowOf(message) ?? []);
    return { readings: readingsSince(rows, fromMs) };
  }

  /** Of all sensors that speak as those of the predecessor did, in the order in which they were first seen. */
  async stats(): Promise<{ sensors: SensorStats[] }> {
    const sensors = this.demos
      .shown('sensor')
      .filter(({ dialect, isIgnored }) => dialect === 'sensors' && !isIgnored)
      .sort((a, b) => a.firstSeenAtMs - b.firstSeenAtMs);
    const sums = await this.sums.of(sensors);
    return {
      sensors: sensors.flatMap((sensor) => sensorStatsOf(sensor, sums.get(sensor.device) ?? []) ?? []),
    };
  }
}

import { sensorHoursAsked, wholeNumberIn } from '@kilowatch/compat';
import {
  getHealthy,
  getSensorReadings,
  getSensors,
  type SensorRow,
  type SensorStats,
} from '@kilowatch/contracts';
import { Route, RouteParam, RouteQuery } from '@kilowatch/service-kit';
import { Controller } from '@nestjs/common';
import * as z from 'zod';
import { HistoryLimits } from '../history/history-limits.js';
import { sayingOnly } from '../originals/saying-only.js';
import { SensorAnswers } from './sensor-answers.js';

/** `GET /api/sensors`, the readings of one, and `/health` of the IoT sensors. */
@Controller()
export class SensorRoutes {
  constructor(
    private readonly answers: SensorAnswers,
    private readonly settings: HistoryLimits,
  ) {}

  @Route(getSensors)
  sensors(): Promise<{ sensors: SensorStats[] }> {
    return sayingOnly('Failed to retrieve sensor data', this.answers.stats());
  }

  @Route(getSensorReadings)
  readings(
    @RouteParam('sensor', z.string()) sensorId: string,
    @RouteQuery(getSensorReadings) query: z.output<typeof getSensorReadings.query>,
  ): Promise<{ readings: SensorRow[] }> {
    const hours = sensorHoursAsked(wholeNumberIn(query.hours));
    const most = this.settings.limits.HISTORY_LIST_READINGS;
    return sayingOnly('Failed to retrieve sensor readings', this.answers.readings(sensorId, hours, most));
  }

  @Route(getHealthy)
  healthy(): { status: 'healthy' } {
    return { status: 'healthy' };
  }
}

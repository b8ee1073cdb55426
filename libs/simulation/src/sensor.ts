import { type demoSensorIds, sensorReported } from '@kilowatch/contracts';
import { rounded, wanderer, type Wander } from './random.js';
import type { DeviceMaker } from './simulated-device.js';

const everyMs = 5_000;

export interface SensorModel extends Wander {
  readonly type: string;
  readonly unit: string;
  readonly location: string;
  readonly decimals: number;
}

/** One sensor of the IoT dashboard. */
export const simulatedSensor =
  ({ type, unit, location, decimals, ...wander }: SensorModel): DeviceMaker =>
  (id, { random, sense }) => {
    const value = wanderer(random, { pace: 0.05, ...wander });
    return {
      device: `sensor:${id}`,
      everyMs,
      saysAt: (atMs) => {
        const body = {
          ...{ sensor_id: id, type, value: rounded(sense(type, value()), decimals), unit },
          ...{ timestamp: new Date(atMs).toISOString(), location, metadata: { simulated: true } },
        };
        return [{ topic: sensorReported.topic({ id, type }), payload: JSON.stringify(body) }];
      },
    };
  };

/** The six of the demo, by their ids. */
export const demoSensors: Readonly<Record<(typeof demoSensorIds)[number], SensorModel>> = {
  demo_temp_01: {
    type: 'temperature',
    unit: '°C',
    location: 'Living room',
    around: 21.5,
    by: 1.5,
    decimals: 1,
  },
  demo_temp_02: { type: 'temperature', unit: '°C', location: 'Cellar', around: 14, by: 1, decimals: 1 },
  demo_humidity_01: { type: 'humidity', unit: '%', location: 'Living room', around: 45, by: 8, decimals: 1 },
  demo_pressure_01: {
    type: 'pressure',
    unit: 'hPa',
    location: 'Outside',
    around: 1_013,
    by: 12,
    decimals: 1,
  },
  demo_light_01: { type: 'light', unit: 'lx', location: 'Terrace', around: 400, by: 350, decimals: 0 },
  demo_co2_01: { type: 'co2', unit: 'ppm', location: 'Bedroom', around: 750, by: 300, decimals: 0 },
};

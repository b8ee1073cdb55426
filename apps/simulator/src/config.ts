import { filtersIn } from '@kilowatch/contracts';
import { atLeastOne, commonConfig } from '@kilowatch/service-kit';
import { faults } from '@kilowatch/simulation';
import * as z from 'zod';

/** Names of faults, with commas between. */
const faultNames = () =>
  z
    .string()
    .transform((text) => filtersIn(text))
    .pipe(z.array(z.enum(faults)))
    .meta({ expected: `a comma-separated list of ${faults.join(', ')}` });

export const simulatorConfig = z.object({
  ...commonConfig.pick({
    DEMO: true,
    MQTT_TOPIC_CHARGE: true,
    MQTT_TOPIC_DISCHARGE: true,
    MQTT_TOPIC_ESP32: true,
  }).shape,
  DEMO_SEED: z.coerce.number().int().min(0).default(1).describe('the same seed, the same devices'),
  DEMO_CELL_MS: atLeastOne(2_000).describe('between two messages of the demo cell'),
  DEMO_GAS_MS: atLeastOne(5_000).describe('of the demo gas detector'),
  DEMO_HEAT_PUMP_MS: atLeastOne(5_000).describe('of the demo heat pump, a sixth of its registers each time'),
  DEMO_SENSOR_MS: atLeastOne(5_000).describe('of each demo sensor'),
  DEMO_FAULTS: faultNames()
    .default([])
    .describe(
      'what the demo devices that measure do wrong now and then: gaps, spikes, stuck, duplicates, clock-jumps',
    ),
  DEMO_FAULT_SHARE: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .describe('of their messages, how many begin such a fault; 0 to 1'),
  DEMO_BATTERY_KW: z.coerce.number().min(0.1).max(1e6).default(15).describe('kW; rating of the demo battery'),
  DEMO_BATTERY_KWH: z.coerce.number().min(0.1).max(1e6).default(30).describe('kWh; its capacity'),
  DEMO_QUIET_MS: atLeastOne(250).describe(
    'before the first report, to hear whether a real battery has spoken',
  ),
  DEMO_TICK_MS: atLeastOne(1_000).describe('between two reports'),
  DEMO_ANSWER_MS: atLeastOne(50).describe(
    'a new setpoint is answered within it, not waiting for the next report',
  ),
});
export type SimulatorConfig = z.output<typeof simulatorConfig>;

import { atLeastOne, commonConfig } from '@kilowatch/service-kit';
import * as z from 'zod';

export const simulatorConfig = z.object({
  ...commonConfig.pick({ DEMO: true, MQTT_TOPIC_CHARGE: true, MQTT_TOPIC_DISCHARGE: true }).shape,
  DEMO_SEED: z.coerce.number().int().min(0).default(1).describe('the same seed, the same battery'),
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

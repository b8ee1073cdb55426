import { atLeastOne, commonConfig } from '@kilowatch/service-kit';
import * as z from 'zod';
import { influxConfig, influxProblems } from './influx-config.js';

const fields = z.object({
  ...commonConfig.pick({
    DATA_DIR: true,
    MQTT_BROKER_HOST: true,
    MQTT_TOPIC_CHARGE: true,
    MQTT_TOPIC_DISCHARGE: true,
  }).shape,
  HISTORY: z.enum(['sqlite', 'influxdb']).default('sqlite').describe('where history is kept'),
  ...influxConfig.shape,
  HISTORY_MAX_MIB: atLeastOne(1_048_576).describe('MiB; writes fail when history.sqlite is larger'),
  HISTORY_MESSAGE_ROWS: atLeastOne(1_000_000).describe('original messages kept, the newest'),
  HISTORY_MESSAGE_MIB: atLeastOne(512).describe('MiB of original messages kept, the newest'),
  HISTORY_BATCHES_PER_SOURCE: atLeastOne(10_000).describe(
    'with HISTORY=sqlite: batch ids remembered against redelivery',
  ),
  HISTORY_PENDING_CALLS: atLeastOne(1_000).describe('calls waiting for the store; the next one is refused'),
  HISTORY_MARK_WAIT_MS: atLeastOne(500).describe('longest wait of a query for a write that it must see'),
  HISTORY_WAITING_MARKS: atLeastOne(1_000).describe('waits at a time; the next query is answered at once'),
  HISTORY_PAGE_POINTS: atLeastOne(4_000).describe('most points in one reply: it must fit into a message'),
  HISTORY_PAGE_WINDOWS: atLeastOne(2_000).describe('most windows in one reply'),
  HISTORY_LATEST_READINGS: atLeastOne(3_000).describe('most readings in one reply; beyond: name the devices'),
  HISTORY_MAX_AHEAD_S: atLeastOne(600).describe('s; a reading further ahead of our clock is refused'),
  HISTORY_CLOCK_OFF_H: atLeastOne(26).describe(
    'h; telemetry that a foreign broker brings from up to that far ahead of our clock waits unacknowledged: one of two clocks is wrong',
  ),
  HISTORY_CLOCK_WAIT_S: atLeastOne(600).describe(
    's; the longest such wait, then what seems impossible is refused',
  ),
  HISTORY_OLDEST: z.iso.date().default('2000-01-01').describe('a reading from before that day is refused'),
  HISTORY_RETIRED_DEVICES: atLeastOne(1_000).describe('retired demo devices remembered'),
});

export const historianConfig = fields.superRefine((config, context) => {
  for (const name of influxProblems(config)) {
    context.addIssue({ code: 'custom', path: [name], message: 'is missing' });
  }
});
export type HistorianConfig = z.output<typeof historianConfig>;

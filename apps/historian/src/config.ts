import { atLeastOne, commonConfig } from '@kilowatch/service-kit';
import * as z from 'zod';
import { influxConfig, influxProblems } from './influx-config.js';
import { keepingConfig } from './keeping-config.js';

const fields = z.object({
  ...commonConfig.pick({
    DATA_DIR: true,
    HEATPUMP_BRAND: true,
    MQTT_BROKER_HOST: true,
    MQTT_TOPIC_CHARGE: true,
    MQTT_TOPIC_DISCHARGE: true,
  }).shape,
  HISTORY: z.enum(['sqlite', 'influxdb']).default('sqlite').describe('where history is kept'),
  ...influxConfig.shape,
  HISTORY_MAX_MIB: atLeastOne(1_048_576).describe('MiB; writes fail when history.sqlite is larger'),
  ...keepingConfig.shape,
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
  HISTORY_JOURNAL_MIB: atLeastOne(2_048).describe(
    'MiB of the journal in DATA_DIR/history-journal; full, it acknowledges nothing more until the store takes some of it; below 16 a large batch may never fit',
  ),
  HISTORY_OVERLAY_READINGS: atLeastOne(200_000).describe(
    'readings not yet in the store that are kept in memory to be shown; of more, the newest',
  ),
  HISTORY_OVERLAY_MIB: atLeastOne(64).describe('MiB of journal records so kept'),
  HISTORY_DRAIN_READINGS: atLeastOne(5_000).describe('most readings in one write to the store'),
  HISTORY_DRAIN_MS: atLeastOne(100).describe('so long readings wait to be written to the store together'),
  HISTORY_DRAIN_TIMES_LIVE: atLeastOne(20).describe(
    'a backlog is written so many times as fast as new readings come',
  ),
  HISTORY_DRAIN_PER_S: atLeastOne(5_000).describe('readings per second of a backlog, however few come'),
  HISTORY_RETRY_MAX_MS: atLeastOne(5_000).describe('longest wait before a store that is away is tried again'),
  HISTORY_QUERIES: atLeastOne(16).describe('questions being answered at a time; the others wait'),
  HISTORY_QUERIES_WAITING: atLeastOne(200).describe('questions that wait; the next one is refused'),
  HISTORY_QUERY_MS: atLeastOne(4_500).describe('for the store to answer one question'),
  HISTORY_AWAY_QUERY_MS: atLeastOne(1_000).describe(
    'the same while it takes no readings; then the answer is what waits for it',
  ),
  HISTORY_SERIES_NUMBERS: atLeastOne(20_000).describe(
    'most numbers in one reply about series: it must fit into a message',
  ),
  HISTORY_SEQUENCE_DEVICES: atLeastOne(10_000).describe(
    'devices that number their messages; of more, none is told what is stored',
  ),
  HISTORY_CLOSE_MS: atLeastOne(1_500).describe(
    'for the store at shutdown; what it has not got then stays in the journal',
  ),
  HISTORY_BACKUPS: atLeastOne(7).describe('copies of the history kept in DATA_DIR/backup, the newest'),
  HISTORY_RETIRED_DEVICES: atLeastOne(1_000).describe('retired demo devices remembered'),
});

export const historianConfig = fields.superRefine((config, context) => {
  for (const name of influxProblems(config)) {
    context.addIssue({ code: 'custom', path: [name], message: 'is missing' });
  }
});
export type HistorianConfig = z.output<typeof historianConfig>;

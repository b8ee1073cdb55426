import { filtersIn } from '@kilowatch/contracts';
import { dialects } from '@kilowatch/dialects';
import { atLeastOne, commonConfig, trafficTopics } from '@kilowatch/service-kit';
import * as z from 'zod';

const names = dialects.map(({ name }) => name);

/** Names of dialects, with commas between. */
const dialectNames = () =>
  z
    .string()
    .transform((text) => filtersIn(text))
    .pipe(z.array(z.string().refine((name) => names.includes(name))).min(1))
    .meta({ expected: `a comma-separated list of ${names.join(', ')}` });

export const ingestConfig = z.object({
  ...trafficTopics,
  ...commonConfig.pick({ DATA_DIR: true, HEATPUMP_BRAND: true, HEATPUMP_BRANDS: true }).shape,
  MQTT_DIALECTS: dialectNames()
    .optional()
    .describe('the only ones to listen to, by name; absent: all that are known'),
  HEATPUMP_SCALE: z
    .enum(['auto', '1', '0.1'])
    .default('auto')
    .describe('of whole numbers of Husdata gateways, 0.1 with old firmware; auto: found out'),
  INGEST_MAX_AHEAD_S: atLeastOne(600).describe('s; a device time further ahead of ours is refused'),
  INGEST_DEVICES: atLeastOne(10_000).describe('most devices in the registry; the next new one is refused'),
  INGEST_SERIES: atLeastOne(100_000).describe('most series known; what would be one more is refused'),
  INGEST_NEW_SERIES_PER_MINUTE: atLeastOne(10_000).describe(
    'most series that are new within a minute; what would be one more is refused',
  ),
  INGEST_LAST_SEEN_MS: atLeastOne(10_000).describe(
    'least time between entries that differ in last seen only',
  ),
  INGEST_ENTRIES_AT_ONCE: atLeastOne(1_000).describe('most registry entries published in one go'),
  INGEST_SILENT_SLACK_MS: atLeastOne(2_000).describe(
    'what a device may be late beyond three of its intervals before it counts as silent',
  ),
  INGEST_STATE_MS: atLeastOne(1_000).describe('least time between two retained states of a device'),
  INGEST_STATE_METRICS: atLeastOne(1_000).describe(
    'most metrics in the retained state of a device; more of them are in the stream only',
  ),
  INGEST_RETRY_MS: atLeastOne(1_000).describe(
    'until a retained message or a file write that failed is tried again',
  ),
  INGEST_POSTED_MIB: atLeastOne(16).describe(
    'MiB of posted messages that may wait for the broker; beyond, a device is asked to post again',
  ),
  INGEST_LINES_MIB: atLeastOne(16).describe('MiB of line protocol in one post, unpacked'),
  INGEST_FROZEN_S: atLeastOne(21_600).describe(
    's; a value that used to move and has stood still for so long is suspect',
  ),
  INGEST_SUSPECT_AHEAD_S: atLeastOne(60).describe(
    's; a device time further ahead of ours than this is suspect',
  ),
  INGEST_KEEP_ALIVE_S: atLeastOne(30).describe('between two words to devices that fall silent without'),
  INGEST_QUARANTINE_ROWS: atLeastOne(10_000).describe('refusals kept, the newest; the total is counted on'),
  INGEST_QUARANTINE_MIB: atLeastOne(64).describe('MiB that these may take with their payloads'),
});
export type IngestConfig = z.output<typeof ingestConfig>;

import { atLeastOne, commonConfig } from '@kilowatch/service-kit';
import * as z from 'zod';

export const ingestConfig = z.object({
  ...commonConfig.pick({ DATA_DIR: true, HEATPUMP_BRAND: true, HEATPUMP_BRANDS: true }).shape,
  HEATPUMP_SCALE: z
    .enum(['auto', '1', '0.1'])
    .default('auto')
    .describe('of whole numbers of Husdata gateways, 0.1 with old firmware; auto: found out'),
  INGEST_MAX_AHEAD_S: atLeastOne(600).describe('s; a device time further ahead of ours is refused'),
  INGEST_DEVICES: atLeastOne(10_000).describe('most devices in the registry; the next new one is refused'),
  INGEST_SERIES: atLeastOne(100_000).describe('most series known; what would be one more is refused'),
  INGEST_NEW_SERIES_PER_MINUTE: atLeastOne(1_000).describe(
    'most series that are new within a minute; what would be one more is refused',
  ),
  INGEST_LAST_SEEN_MS: atLeastOne(10_000).describe(
    'least time between entries that differ in last seen only',
  ),
  INGEST_ENTRIES_AT_ONCE: atLeastOne(1_000).describe('most registry entries published in one go'),
  INGEST_STATE_MS: atLeastOne(1_000).describe('least time between two retained states of a device'),
  INGEST_STATE_METRICS: atLeastOne(1_000).describe(
    'most metrics in the retained state of a device; more of them are in the stream only',
  ),
  INGEST_RETRY_MS: atLeastOne(1_000).describe(
    'until a retained message or a file write that failed is tried again',
  ),
  INGEST_QUARANTINE_ROWS: atLeastOne(10_000).describe('refusals kept, the newest; the total is counted on'),
  INGEST_QUARANTINE_MIB: atLeastOne(64).describe('MiB that these may take with their payloads'),
});
export type IngestConfig = z.output<typeof ingestConfig>;

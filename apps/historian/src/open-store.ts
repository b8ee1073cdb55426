import { join, resolve } from 'node:path';
import { type HistoryStore, InfluxHistoryStore, SqliteHistoryStore } from '@kilowatch/history-store';
import { makeFolder } from '@kilowatch/service-kit';
import type { HistorianConfig } from './config.js';
import type { HistorianSettings } from './historian-settings.js';
import { takeRestoredFile } from './restored-file.js';
import { keepingLimits } from './keeping-config.js';

const mebibyte = 1024 * 1024;

/** Opens the store that is configured. Rejects with a sentence when that is not possible; InfluxDB may also come later. */
export function openStore(settings: HistorianSettings): Promise<HistoryStore> {
  return settings.config.HISTORY === 'influxdb' ? openInflux(settings) : openSqlite(settings);
}

async function openSqlite({ config, log, now }: HistorianSettings): Promise<HistoryStore> {
  const folder = resolve(config.DATA_DIR);
  makeFolder(folder);
  takeRestoredFile(folder, now(), log);
  if (config.INFLUXDB_BATTERY_BUCKET ?? config.INFLUXDB_HEATPUMP_BUCKET) {
    log.warn({}, 'The buckets of the predecessors are read with HISTORY=influxdb only');
  }
  return SqliteHistoryStore.open({
    file: join(folder, 'history.sqlite'),
    log,
    limits: {
      pendingCalls: config.HISTORY_PENDING_CALLS,
      batchesPerSource: config.HISTORY_BATCHES_PER_SOURCE,
      messageRows: config.HISTORY_MESSAGE_ROWS,
      messageBytes: config.HISTORY_MESSAGE_MIB * mebibyte,
      fileBytes: config.HISTORY_MAX_MIB * mebibyte,
      ...keepingLimits(config),
    },
  });
}

async function openInflux({ config, log }: HistorianSettings): Promise<HistoryStore> {
  return InfluxHistoryStore.open({
    url: config.INFLUXDB_URL,
    token: config.INFLUXDB_TOKEN ?? '',
    org: config.INFLUXDB_ORG,
    bucket: config.INFLUXDB_BUCKET,
    prefix: 'INFLUXDB',
    ...predecessorsOf(config),
    log,
    limits: {
      pendingCalls: config.HISTORY_PENDING_CALLS,
      requestMs: config.INFLUXDB_TIMEOUT_MS,
      connections: config.INFLUXDB_CONNECTIONS,
      messageRows: config.HISTORY_MESSAGE_ROWS,
      messageBytes: config.HISTORY_MESSAGE_MIB * mebibyte,
      messageDays: config.HISTORY_MESSAGE_DAYS,
    },
  });
}

function predecessorsOf(config: HistorianConfig) {
  const { INFLUXDB_URL: url, INFLUXDB_BATTERY_BUCKET: battery, INFLUXDB_HEATPUMP_BUCKET: heatPump } = config;
  return {
    batteryBucket:
      battery === undefined
        ? undefined
        : {
            ...{ url, bucket: battery, org: config.INFLUXDB_BATTERY_ORG },
            ...{ token: config.INFLUXDB_BATTERY_TOKEN ?? '', prefix: 'INFLUXDB_BATTERY' },
          },
    heatPumpBucket:
      heatPump === undefined
        ? undefined
        : {
            ...{ url, bucket: heatPump, org: config.INFLUXDB_HEATPUMP_ORG },
            ...{ token: config.INFLUXDB_HEATPUMP_TOKEN ?? '', prefix: 'INFLUXDB_HEATPUMP' },
            device: config.INFLUXDB_HEATPUMP_DEVICE,
            ...{ isWritten: config.INFLUXDB_HEATPUMP_WRITE, brand: config.HEATPUMP_BRAND },
          },
  };
}

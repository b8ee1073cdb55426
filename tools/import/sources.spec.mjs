import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sourceIn } from './sources.mjs';

let folder;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'import-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const fileOf = (name, text) => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

function databaseOf(table, columns, rows) {
  const file = join(folder, 'kept.db');
  const database = new DatabaseSync(file);
  database.exec(`CREATE TABLE ${table} (id INTEGER PRIMARY KEY AUTOINCREMENT, ${columns})`);
  for (const row of rows) {
    const names = Object.keys(row);
    const places = names.map(() => '?').join();
    database.prepare(`INSERT INTO ${table} (${names.join()}) VALUES (${places})`).run(...Object.values(row));
  }
  database.close();
  return file;
}

const originals = (source) =>
  [...source.read()].map(({ original, problem }) =>
    original ? { ...original, body: JSON.parse(original.body) } : problem,
  );

describe('a file of the battery twin', () => {
  const columns =
    'timestamp TEXT, device_id TEXT, voltage REAL, current_ma REAL, power_mw REAL, temperature REAL, acs_current_a REAL, wifi_rssi INTEGER';
  const row = {
    timestamp: '2025-06-01T12:00:00.123456',
    device_id: 'ESP32_01',
    voltage: 3.7,
    wifi_rssi: -45,
  };

  it('gives its rows as they were posted, at the time of the server', () => {
    const source = sourceIn(databaseOf('readings', columns, [row, { ...row, timestamp: 'yesterday' }]));
    expect(source).toMatchObject({ from: 'battery-twin', rows: 2 });
    expect(originals(source)).toEqual([
      {
        topic: '/sensor_data',
        receivedAtMs: new Date(2025, 5, 1, 12, 0, 0, 123).getTime(),
        ordinal: 1,
        body: { device_id: 'ESP32_01', voltage: 3.7, wifi_rssi: -45 },
      },
      '"yesterday" is no time as 2026-01-31T12:00:00',
    ]);
  });

  it('may be a CSV of them', () => {
    const csv = 'id,timestamp,device_id,voltage,temperature\r\n7,2025-06-01 12:00:00,"a ""b"", c",3.7,\r\n';
    expect(originals(sourceIn(fileOf('rows.csv', `\uFEFF${csv}`)))).toEqual([
      {
        topic: '/sensor_data',
        receivedAtMs: new Date(2025, 5, 1, 12).getTime(),
        ordinal: 7,
        body: { device_id: 'a "b", c', voltage: 3.7 },
      },
    ]);
  });
});

it('a file of the gas meter gives its messages, at the time of their receipt', () => {
  const columns = 'pct INTEGER, device_id VARCHAR(100), timestamp INTEGER, system_time INTEGER, sensors TEXT';
  const row = { pct: 84, device_id: 'handheld 1', timestamp: 3600, system_time: 1_737_450_000 };
  const source = sourceIn(
    databaseOf('sensor_data', columns, [
      { ...row, sensors: '[{"type":"CO","val":1}]' },
      { ...row, timestamp: null, sensors: '[{"a' },
    ]),
  );
  expect(source).toMatchObject({ from: 'gas-meter', rows: 2 });
  const at = { topic: '/receive-json', receivedAtMs: 1_737_450_000_000 };
  const body = { pct: 84, id: 'handheld 1' };
  expect(originals(source)).toEqual([
    { ...at, ordinal: 1, body: { ...body, ts: 3600, sensors: [{ type: 'CO', val: 1 }] } },
    { ...at, ordinal: 2, body: { ...body, sensors: '[{"a' } },
  ]);
});

describe('a file of the IoT dashboard', () => {
  const reading = { sensor_type: 'temperature', value: 21.5, unit: '°C', location: null };
  const times = ['2025-06-01T12:00:00.123456', '2025-06-01T12:00:00Z'];
  const expected = [
    [new Date(2025, 5, 1, 12, 0, 0, 123).getTime(), /^2025-0\d-\d\dT\d\d:00:00\.123456Z$/],
    [Date.UTC(2025, 5, 1, 12), /^2025-06-01T12:00:00Z$/],
  ].map(([receivedAtMs, timestamp]) => ({
    topic: 'sensors/imported/reading',
    receivedAtMs,
    ordinal: expect.any(Number),
    body: {
      ...{ sensor_id: 'cellar', type: 'temperature', value: 21.5, unit: '°C' },
      timestamp: expect.stringMatching(timestamp),
    },
  }));
  const readings = times.map((timestamp) => ({ ...reading, timestamp }));
  const named = readings.map((one) => ({ sensor_id: 'cellar', ...one }));

  it.each([
    ['a list', named],
    ['lists by sensor', { cellar: readings }],
    ['lists in a member', { cellar: { readings, count: 2 } }],
    ['a list in a member', { readings: named }],
    ['lines', named.map((one) => JSON.stringify(one)).join('\n')],
  ])('may be %s', (_, content) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    expect(originals(sourceIn(fileOf('readings.json', text)))).toEqual(expected);
  });

  it('has a number for each reading that does not depend on its place', () => {
    const ordinals = (list) =>
      originals(sourceIn(fileOf('a.json', JSON.stringify(list)))).map((o) => o.ordinal);
    expect(ordinals(named)[1]).toBe(ordinals(named.slice(1))[0]);
    expect(new Set(ordinals(named)).size).toBe(2);
  });
});

it('a CSV of our own history is left to the history', () => {
  expect(sourceIn(fileOf('export.csv', 'device,metric,index,time,value\n'))).toBeUndefined();
});

it.each([
  ['a CSV of something else', 'a,b\n1,2\n', /has the columns a, b: give a SQLite file/],
  ['JSON without readings', '{"sensors":[{"count":1}]}', /has no readings in it/],
  ['half a JSON', '{"a":', /is not JSON/],
])('%s is refused with what would be right', (_, text, words) => {
  expect(() => sourceIn(fileOf('odd', text))).toThrow(words);
});

it('a database of something else is refused', () => {
  expect(() => sourceIn(databaseOf('notes', 'text TEXT', []))).toThrow(/neither a table "readings" nor/);
});

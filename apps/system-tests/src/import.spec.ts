import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { aTemporaryFolder, eventually } from '@kilowatch/testing';
import { getJson } from './http.js';
import { inBothModes } from './product.js';
import { Child } from './product/child.js';

const program = fileURLToPath(new URL('../../../tools/import/main.mjs', import.meta.url));
const count = 700; // more than one part

type Row = Readonly<Record<string, SQLInputValue>>;

async function aDatabase(table: string, columns: string, row: (i: number) => Row): Promise<string> {
  const file = join(await aTemporaryFolder(), 'kept.db');
  const database = new DatabaseSync(file);
  database.exec(`CREATE TABLE ${table} (id INTEGER PRIMARY KEY AUTOINCREMENT, ${columns}); BEGIN`);
  for (let i = 0; i < count; i += 1) {
    const values = row(i);
    const names = Object.keys(values);
    const insert = `INSERT INTO ${table} (${names.join()}) VALUES (${names.map(() => '?').join()})`;
    database.prepare(insert).run(...Object.values(values));
  }
  database.exec('COMMIT');
  database.close();
  return file;
}

const twinFile = () =>
  aDatabase('readings', 'timestamp TEXT, device_id TEXT, voltage REAL, current_ma REAL', (i) => ({
    timestamp: `${new Date(1_748_779_200_000 + i * 2_000).toISOString().slice(0, 19)}.123456`,
    ...{ device_id: 'ESP32_01', voltage: 3 + i / 1_000, current_ma: 150.5 },
  }));

const gasFile = () =>
  aDatabase(
    'sensor_data',
    'pct INTEGER, device_id TEXT, timestamp INTEGER, system_time INTEGER, sensors TEXT',
    (i) => ({
      ...{
        pct: 84,
        device_id: 'handheld 1',
        timestamp: 3600,
        system_time: 1_737_450_000 + Math.floor(i / 2),
      },
      sensors: JSON.stringify([{ type: 'CO', val: i }, { type: 'CO', val: -i }]), // prettier-ignore
    }),
  );

async function sensorsFile(): Promise<string> {
  const file = join(await aTemporaryFolder(), 'readings.json');
  const reading = (i: number) => ({
    ...{ sensor_id: 'temp_01', sensor_type: 'temperature', value: i, unit: '°C', location: 'Room A' },
    timestamp: new Date(1_748_779_200_000 + i * 5_000).toISOString(),
  });
  writeFileSync(file, JSON.stringify({ temp_01: Array.from({ length: count }, (_, i) => reading(i)) }));
  return file;
}

inBothModes('npm run import', (start) => {
  it('takes the history of the predecessors over, which their pages then show; a second run adds nothing', async () => {
    const { url } = await start({ DEMO: 'off' });
    const files = [await twinFile(), await gasFile(), await sensorsFile()];
    const run = async (...more: string[]): Promise<string[]> => {
      const child = Child.run('import', process.execPath, [program, '--url', url, ...more, ...files]);
      const { code, output } = await child.ended();
      expect({ code, output }).toEqual({ code: 0, output: expect.any(String) });
      return output.split('\n').filter((line) => line.includes('refused'));
    };
    const each = (words: string) => files.map(() => expect.stringContaining(words) as unknown);
    expect(await run('--dry-run')).toEqual(each(`${count} would be taken, 0 known before, 0 refused`));
    expect(await run()).toEqual(each(`${count} taken, 0 known before, 0 refused`));
    await eventually(async () => {
      const { body } = await getJson(`${url}/get-data-from-timestamp?system_time=0`);
      expect(body).toHaveLength(count);
    });
    expect(await run()).toEqual(each(`: 0 taken, ${count} known before, 0 refused`));
    const { body: rows } = await getJson(`${url}/api/history?limit=${2 * count}`);
    expect(rows).toHaveLength(count);
    expect((rows as Row[]).map(({ voltage }) => voltage)).toEqual(
      Array.from({ length: count }, (_, i) => 3 + i / 1_000),
    );
    const { body: stats } = await getJson(`${url}/api/sensors`);
    expect(stats).toMatchObject({ sensors: [{ sensor_id: 'temp_01', count, max_value: count - 1 }] });
  }, 120_000);
});

import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { csvRecords } from './csv.mjs';
import { originalOfGas, originalOfSensor, originalOfTwin } from './originals.mjs';

/**
 * @typedef {object} Source A file that can be imported.
 * @property {string} from Part of the source of every original.
 * @property {string} what For words to a person.
 * @property {number | undefined} rows How many there are, where that is known beforehand.
 * @property {() => Iterable<{ row: number, original?: object, problem?: string }>} read
 */

const kinds = {
  twin: { from: 'battery-twin', what: 'rows of the battery twin', make: originalOfTwin },
  gas: { from: 'gas-meter', what: 'messages of the gas meter', make: originalOfGas },
  sensors: { from: 'iot-dashboard', what: 'readings of the IoT dashboard', make: originalOfSensor },
};

const known =
  'a SQLite file of the battery twin or the gas meter, a JSON file of the IoT dashboard, or a CSV of one of them or of our own history';

/** What is in a file; `undefined`: CSV of our own history, which the history takes as it is. Throws a sentence. */
export function sourceIn(file) {
  if (headOf(file).startsWith('SQLite format 3\0')) return ofDatabase(file);
  if (/^[\s\uFEFF]*[[{]/.test(headOf(file))) return ofJson(file);
  return ofCsv(file);
}

function headOf(file) {
  const bytes = Buffer.alloc(1_024);
  const handle = openSync(file, 'r');
  try {
    return bytes.toString('latin1', 0, readSync(handle, bytes)).replace(/^\u00EF\u00BB\u00BF/, '');
  } finally {
    closeSync(handle);
  }
}

function ofDatabase(file) {
  const database = new DatabaseSync(file, { readOnly: true });
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const has = (table) => tables.some(({ name }) => name === table);
  const [kind, table] = has('readings') ? [kinds.twin, 'readings'] : [kinds.gas, 'sensor_data'];
  if (!has(table)) throw new Error(`${file} has neither a table "readings" nor "sensor_data": give ${known}`);
  const { rows } = database.prepare(`SELECT count(*) AS rows FROM ${table}`).get();
  const statement = database.prepare(`SELECT * FROM ${table} ORDER BY id`);
  return { ...kind, rows, read: () => made(kind, statement.iterate()) };
}

function ofJson(file) {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  const readings = [...readingsIn(parsed(text, file), undefined)];
  if (readings.length === 0)
    throw new Error(`${file} has no readings in it ("value" and "timestamp"): give ${known}`);
  return { ...kinds.sensors, rows: readings.length, read: () => made(kinds.sensors, readings) };
}

function parsed(text, file) {
  try {
    return JSON.parse(text);
  } catch (error) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    try {
      return lines.map((line) => JSON.parse(line));
    } catch {
      throw new Error(`${file} is not JSON: ${error.message}`, { cause: error });
    }
  }
}

const wrappers = new Set(['readings', 'sensors', 'data']);

/** However they are wrapped: as a list, by the name of the sensor, in a member. */
function* readingsIn(value, name) {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) for (const each of value) yield* readingsIn(each, name);
  else if ('value' in value && 'timestamp' in value) yield { ...(name && { sensor_id: name }), ...value };
  else
    for (const [key, each] of Object.entries(value)) yield* readingsIn(each, wrappers.has(key) ? name : key);
}

function ofCsv(file) {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  const names = text
    .slice(0, text.search(/\r?\n|$/))
    .split(',')
    .map((name) => name.trim());
  const has = (...wanted) => wanted.every((name) => names.includes(name));
  if (has('time', 'value', 'metric')) return undefined;
  const kind = has('id', 'timestamp', 'voltage')
    ? kinds.twin
    : has('id', 'pct', 'system_time', 'sensors')
      ? kinds.gas
      : has('sensor_id', 'value', 'timestamp')
        ? kinds.sensors
        : undefined;
  if (!kind) throw new Error(`${file} has the columns ${names.join(', ').slice(0, 200)}: give ${known}`);
  return { ...kind, rows: undefined, read: () => made(kind, csvRecords(text)) };
}

function* made({ make }, records) {
  let row = 0;
  for (const record of records) {
    row += 1;
    try {
      yield { row, original: make(record) };
    } catch (error) {
      yield { row, problem: error.message };
    }
  }
}

import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { importFile } from './import-file.mjs';
import { Product } from './product.mjs';

let folder;
let server;
/** What it was asked, and how it answers. */
let asked;
let answer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'import-'));
  asked = [];
  answer = (lines) => ({ status: 200, body: { accepted: lines.length, known: 0, refused: 0, problems: [] } });
  server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push({
        url: request.url,
        type: request.headers['content-type'],
        key: request.headers['x-api-key'],
        body,
      });
      const { status, body: said } = answer(body.split('\n'));
      response.writeHead(status).end(JSON.stringify(said));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  server.closeAllConnections();
  server.close();
});

const product = (options) => new Product({ url: `http://127.0.0.1:${server.address().port}/`, ...options });

function readingsFile(count) {
  const file = join(folder, 'readings.json');
  const readings = Array.from({ length: count }, (_, i) => ({
    ...{ sensor_id: 's', type: 't', value: i },
    timestamp: new Date(1_700_000_000_000 + i).toISOString(),
  }));
  writeFileSync(file, JSON.stringify(readings));
  return file;
}

async function imported(file, options = {}) {
  const said = [];
  const tally = await importFile(file, product(options), { say: (line) => said.push(line), ...options });
  return { tally, said };
}

it('posts a file in parts and says what became of it', async () => {
  const { tally, said } = await imported(readingsFile(1_200), { key: 'secret' });
  expect(tally).toEqual({ rows: 1_200, accepted: 1_200, known: 0, refused: 0 });
  expect(asked.map(({ body }) => body.split('\n').length)).toEqual([500, 500, 200]);
  expect(asked[0]).toMatchObject({
    ...{ url: '/api/v1/import/originals?from=iot-dashboard', type: 'application/x-ndjson', key: 'secret' },
  });
  expect(said.at(-1)).toMatch(/1,200 readings of the IoT dashboard: 1200 taken, 0 known before, 0 refused$/);
});

it('asks for nothing to be stored on a dry run', async () => {
  const { said } = await imported(readingsFile(1), { dryRun: true });
  expect(asked[0].url).toBe('/api/v1/import/originals?from=iot-dashboard&dryRun=true');
  expect(said.at(-1)).toContain('1 would be taken');
});

it('names the rows of what is refused', async () => {
  answer = () => ({
    status: 200,
    body: { accepted: 0, known: 1, refused: 1, problems: [{ line: 2, reason: 'no number' }] },
  });
  const { tally, said } = await imported(readingsFile(502));
  expect(tally).toEqual({ rows: 502, accepted: 0, known: 2, refused: 2 });
  expect(said.slice(0, 2)).toEqual(['row 2: no number', 'row 502: no number']);
});

it('waits while there is no room, and gives up on what will not pass, with the words of the product', async () => {
  const taken = answer;
  answer = (lines) => (asked.length < 3 ? { status: 503, body: { error: 'busy' } } : taken(lines));
  expect((await imported(readingsFile(1))).tally.accepted).toBe(1);
  expect(asked).toHaveLength(3);
  answer = () => ({ status: 401, body: { error: 'Show the API key' } });
  await expect(imported(readingsFile(1))).rejects.toThrow(/says: Show the API key$/);
});

it('hands a CSV of the history on as it is', async () => {
  answer = () => ({ status: 200, body: { lines: 1, accepted: 1, refused: 0, problems: [], isDone: true } });
  const file = join(folder, 'history.csv');
  const csv = 'device,metric,time,value\nsensor:a,t,2026-01-01T00:00:00Z,1\n';
  writeFileSync(file, csv);
  const { tally } = await imported(file, { dryRun: true });
  expect(tally).toMatchObject({ rows: 1, accepted: 1 });
  expect(asked).toMatchObject([{ url: '/api/v1/history/import?dryRun=true', type: 'text/csv', body: csv }]);
});

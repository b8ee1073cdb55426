import { request } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { Fault, type ImportReport } from '@kilowatch/contracts';
import { testTimeMs } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { type Api, startApi } from '../suite/start-api.js';

const ns = `${testTimeMs}000000`;
const path = '/api/v1/history/import';
const csv = { 'Content-Type': 'text/csv' };
const lines = { 'Content-Type': 'text/plain' };

const send = (api: Api, body: RequestInit['body'], headers: Record<string, string> = lines, query = '') =>
  api.send(path + query, {
    method: 'POST',
    body: body ?? null,
    headers,
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  });
const pointsOf = async ({ store }: Api, device: string, metric: string) =>
  (await store.points({ device, metrics: [metric], fromMs: 0, toMs: 2 * testTimeMs, limit: 5_000 })).points;
const reportsIn = (ndjson: string) =>
  ndjson
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ImportReport);

describe('POST /api/v1/history/import', () => {
  it('takes line protocol; a broken line costs only itself and is named; the same again is nothing new', async () => {
    const api = await startApi();
    const body = [
      '# of the cellar',
      `battery,device=battery:b1,name=socPct value=50 ${ns}`,
      `battery,device=battery:b1,name=socPct value=NaN ${ns}`,
      `climate,device=sensor:n tempC=21,humidityPct=40 ${ns}`,
      'nonsense',
      `battery,device=battery:b1,name=socPct value=51 ${testTimeMs + 1}000000`,
    ].join('\n');
    for (let again = 0; again < 2; again++)
      expect(await send(api, body)).toMatchObject({
        status: 200,
        body: {
          lines: 5,
          accepted: 4,
          refused: 2,
          problems: [
            { line: 3, reason: expect.stringMatching(/only finite numbers/) },
            { line: 5, reason: expect.stringMatching(/a line must be/) },
          ],
          isDone: true,
        },
      });
    expect((await pointsOf(api, 'battery:b1', 'socPct')).map(({ value }) => value)).toEqual([50, 51]);
    expect(await pointsOf(api, 'sensor:n', 'humidityPct')).toHaveLength(1);
  });

  it('takes what an export gives', async () => {
    const [from, to] = [await startApi(), await startApi()];
    const body = [3, 2, 2, 1].map(
      (ago, i) =>
        `battery,device=battery:b1,name=socPct value=${i},quality=${(i % 2) + 1}i ${testTimeMs - ago}00000${i}`,
    );
    await send(from, body.join('\n'));
    const exported = await from.get('/api/v1/history?devices=battery:b1&metrics=socPct&step=raw&format=csv');
    expect(await send(to, exported.text, csv)).toMatchObject({
      status: 200,
      body: { lines: 4, accepted: 4, refused: 0 },
    });
    expect(await pointsOf(to, 'battery:b1', 'socPct')).toEqual(await pointsOf(from, 'battery:b1', 'socPct'));
  });

  it('takes gzip, a precision, and a device for lines that name none', async () => {
    const api = await startApi();
    const headers = { ...lines, 'Content-Encoding': 'gzip' };
    const query = '?precision=s&device=sensor:cellar';
    const answer = await send(api, gzipSync(`climate tempC=21 ${testTimeMs / 1_000}`), headers, query);
    expect(answer).toMatchObject({ status: 200, body: { accepted: 1 } });
    expect(await pointsOf(api, 'sensor:cellar', 'tempC')).toMatchObject([{ atMs: testTimeMs, value: 21 }]);
    expect(await send(api, 'climate tempC=21 1', headers)).toMatchObject({
      status: 400,
      body: { error: /^This is not gzip: / },
    });
    expect(await send(api, 'x', { ...lines, 'Content-Encoding': 'br' })).toMatchObject({
      status: 415,
      body: { error: /must be gzip/ },
    });
  });

  it('cuts characters and lines nowhere, however the body arrives', async () => {
    const api = await startApi();
    const bytes = Buffer.from(
      `climate,device=sensor:källare größe=1 ${ns}\r\nclimate,device=sensor:källare größe=2 ${testTimeMs + 1}000000`,
    );
    const body = Readable.toWeb(Readable.from([...bytes].map((byte) => Buffer.of(byte)))) as ReadableStream;
    expect(await send(api, body)).toMatchObject({ status: 200, body: { lines: 2, accepted: 2 } });
    expect(await pointsOf(api, 'sensor:källare', 'größe')).toHaveLength(2);
  });

  it('sends blocks, a few at a time, and reads on when there is room', async () => {
    const api = await startApi({ env: { HISTORY_IMPORT_BLOCKS: '2' } });
    let [atOnce, most] = [0, 0];
    api.historian.beforeImport = async () => {
      most = Math.max(most, ++atOnce);
      await api.mqtt.publish('test/round-trip', 'x');
      atOnce -= 1;
    };
    const rows = Array.from(
      { length: 10_000 },
      (_, i) => `climate,device=sensor:n tempC=${i % 7} ${testTimeMs + i}000000\n`,
    );
    expect(await send(api, rows.join(''))).toMatchObject({
      status: 200,
      body: { lines: 10_000, accepted: 10_000 },
    });
    expect(most).toBeLessThanOrEqual(2);
    expect(api.asked.blocks.map(({ of }) => of.length)).toEqual([4_501, 4_501, 998]);
  });

  it('names the lines that the historian refuses, and keeps the first hundred reasons', async () => {
    const api = await startApi();
    const rows = Array.from(
      { length: 300 },
      (_, i) => `climate,device=sensor:n a=${i % 2 === 0 ? 666 : 1},b=666 ${testTimeMs + i}000000`,
    );
    const { body } = await send(api, rows.join('\n'));
    expect(body).toMatchObject({ lines: 300, accepted: 150, refused: 300 });
    const { problems } = body as ImportReport;
    expect(problems).toHaveLength(100);
    expect(problems[99]).toEqual({ line: 100, reason: 'refused by the historian' });
  });

  it('tells of its progress as NDJSON, and of its end', async () => {
    const api = await startApi();
    const headers = { ...lines, Accept: 'application/x-ndjson' };
    const fine = await send(api, `climate,device=sensor:n a=1 ${ns}`, headers);
    expect(fine.headers.get('content-type')).toBe('application/x-ndjson');
    expect(reportsIn(fine.text).at(-1)).toMatchObject({ accepted: 1, isDone: true });
    const broken = await send(api, 'nonsense', headers);
    expect(reportsIn(broken.text).at(-1)).toMatchObject({
      isDone: true,
      refused: 1,
      code: 'request.invalid',
    });
  });

  it('tries again while the historian has no room, and says how far it came when that does not end', async () => {
    const api = await startApi({ env: { HISTORY_IMPORT_RETRY_S: '1', HISTORY_IMPORT_BLOCKS: '1' } });
    let count = 0;
    api.historian.beforeImport = () => {
      if (++count === 1) throw new Fault('history.full', 'The journal is full');
    };
    const rows = Array.from(
      { length: 6_000 },
      (_, i) => `climate,device=sensor:n a=1 ${testTimeMs + i}000000`,
    ).join('\n');
    expect(await send(api, rows)).toMatchObject({ status: 200, body: { accepted: 6_000 } });
    api.historian.beforeImport = ({ of }) => {
      if (of.length < 4_000) throw new Fault('history.refused', 'No');
    };
    expect(await send(api, rows)).toMatchObject({
      status: 422,
      body: {
        code: 'history.refused',
        error:
          /^No\. 4501 points of the first 6000 lines were imported before; send the file again, nothing is stored twice$/,
      },
    });
  });

  it.each<[string, string, Record<string, string>, string, number, RegExp]>([
    ['nothing', '', lines, '', 400, /^Nothing was imported of 0 lines; there is no line in it$/],
    ['only broken lines', 'a\nb', lines, '', 400, /^Nothing was imported of 2 lines; line 1: a line must be/],
    ['a CSV without a heading', '1,2,3', csv, '', 400, /^The first line must name the columns/],
    ['a line without an end', 'x'.repeat(70_000), lines, '', 400, /line 1: longer than 65536 characters/],
    [
      'JSON',
      '{}',
      { 'Content-Type': 'application/json' },
      '',
      415,
      /^Content-Type must be text\/plain or text\/csv, got/,
    ],
    ['a junk precision', 'x', lines, '?precision=minutes', 400, /^precision: /],
    ['a junk device', 'x', lines, '?device=cellar', 400, /^device: /],
    [
      '2 MiB where 1 is taken',
      'x\n'.repeat(1024 * 1024),
      lines,
      '',
      413,
      /longer than 1048576 bytes \(HISTORY_IMPORT_MIB\): send it in parts$/,
    ],
  ])('refuses %s', async (_name, body, headers, query, status, words) => {
    const api = await startApi({ env: { HISTORY_IMPORT_MIB: '1' } });
    expect(await send(api, body, headers, query)).toMatchObject({ status, body: { error: words } });
    expect(api.asked.blocks).toEqual([]);
  });

  it('refuses what is no UTF-8, by line', async () => {
    const api = await startApi();
    const body = Buffer.concat([
      Buffer.from(`climate,device=sensor:n a=1 ${ns}\nclimate,device=sensor:`),
      Buffer.of(0xff),
      Buffer.from(` a=1 ${ns}`),
    ]);
    expect(await send(api, body)).toMatchObject({
      status: 200,
      body: { accepted: 1, problems: [{ line: 2, reason: 'not UTF-8' }] },
    });
  });

  it('gives up a file that stops coming, and one whose sender has gone; the next may come', async () => {
    const api = await startApi({ env: { HISTORY_STALL_S: '1', HISTORY_IMPORTS: '1' } });
    const begin = () => {
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      const asked = request(api.url + path, { method: 'POST', headers: lines }, (response) => {
        void text(response).then(() => resolve(response.statusCode!), reject);
      });
      asked.on('error', reject);
      asked.write(`climate,device=sensor:n a=1 ${ns}\n`);
      return { asked, status: promise };
    };
    const stalled = begin();
    await expect(stalled.status).resolves.toBe(504);
    stalled.asked.destroy();
    const gone = begin();
    gone.status.catch(() => undefined);
    gone.asked.destroy();
    expect((await untilTaken(api)).status).toBe(200);
  });
});

/** Sends a file until it is the turn of it. */
async function untilTaken(api: Api) {
  for (;;) {
    const answer = await send(api, `climate,device=sensor:n a=1 ${ns}`);
    if (answer.status !== 429) return answer;
  }
}

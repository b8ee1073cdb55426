import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { ImportReport } from '@kilowatch/contracts';
import { testTimeMs } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { csv, lines, sendFile as send } from '../suite/send-file.js';
import { type Api, startApi } from '../suite/start-api.js';

const ns = `${testTimeMs}000000`;
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

  it('takes nothing on a dry run, and says what it would', async () => {
    const api = await startApi();
    const body = `climate,device=sensor:n tempC=21 ${ns}\nnonsense`;
    expect(await send(api, body, lines, '?dryRun=true')).toMatchObject({
      status: 200,
      body: { lines: 2, accepted: 1, refused: 1 },
    });
    expect(api.asked.blocks).toEqual([]);
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
    const api = await startApi({ env: { HISTORY_IMPORT_BLOCKS: '2', HISTORY_IMPORT_POINTS: '4000' } });
    api.historian.isForgetful = true;
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
    expect(api.asked.blocks.map(({ of }) => of.length)).toEqual([4_000, 4_000, 2_000]);
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
});

import { request } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Fault } from '@kilowatch/contracts';
import { testTimeMs } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { csv, importPath as path, lines, sendFile as send } from '../suite/send-file.js';
import { type Api, startApi } from '../suite/start-api.js';

const ns = `${testTimeMs}000000`;

describe('an import', () => {
  it('tries again while the historian has no room, and says how far it came when that does not end', async () => {
    const api = await startApi({
      env: { HISTORY_PATIENCE_S: '1', HISTORY_IMPORT_BLOCKS: '1', HISTORY_IMPORT_POINTS: '4000' },
    });
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
          /^No\. 4000 points of the first 6000 lines were imported before; send the file again, nothing is stored twice$/,
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

  it('says how much of a file that is too large it has taken', async () => {
    const api = await startApi({ env: { HISTORY_IMPORT_MIB: '1' } });
    api.historian.isForgetful = true;
    const rows = Array.from(
      { length: 30_000 },
      (_, i) => `climate,device=sensor:n a=1 ${testTimeMs + i}000000\n`,
    );
    const body = Readable.toWeb(Readable.from(rows.map((row) => Buffer.from(row)))) as ReadableStream;
    const { status, text: words } = await send(api, body);
    const taken = api.asked.blocks.reduce((sum, { of }) => sum + of.length, 0);
    expect([status, taken]).toEqual([413, expect.any(Number)]);
    expect(words).toContain(`send it in parts. ${taken} points of the first `);
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

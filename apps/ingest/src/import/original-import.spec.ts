import {
  historyMessages,
  type ImportedOriginal,
  maxImportedOriginals,
  type OriginalMessage,
  type OriginalsReport,
  telemetry,
} from '@kilowatch/contracts';
import { answering, eventually, standIn, startWorld, type WorldOptions } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { ingestService } from '../ingest-service.js';
import { posting } from '../suite/posts.js';

const nowMs = 1_772_366_400_000;
const rowAtMs = nowMs - 400 * 86_400_000;
const aRow = (changes: Partial<ImportedOriginal> = {}): ImportedOriginal => ({
  topic: '/sensor_data',
  receivedAtMs: rowAtMs,
  ordinal: 1,
  body: '{"device_id":"ESP32_01","voltage":3.7}',
  ...changes,
});

/** Ingest beside a historian that has what the stream brought, and gives it in pages. */
async function startImport(options: WorldOptions = {}) {
  const stored: OriginalMessage[] = [];
  const historian = standIn(
    'historian',
    answering(historyMessages, ({ device, fromMs, toMs, cursor = '0' }) => {
      const found = stored.filter(
        (m) => m.device === device && m.receivedAtMs >= fromMs && m.receivedAtMs < toMs,
      );
      const from = Number(cursor);
      const messages = found.slice(from, from + 2);
      return { messages, ...(from + 2 < found.length && { next: String(from + 2) }) };
    }),
  );
  const world = await startWorld([historian, ingestService], { now: () => nowMs, ...options });
  const batches = await world.mqtt.hear(telemetry);
  const readings = () => batches.flatMap(({ body }) => body.readings);
  const messages = () => batches.flatMap(({ body }) => body.messages);
  const post = posting(world);
  return {
    ...world,
    readings,
    /** As the historian does it. */
    store: () => {
      stored.push(...messages());
    },
    messages,
    import: async (rows: readonly (object | string)[], query = 'from=battery-twin') => {
      const lines = rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n');
      const answer = await post(`/api/v1/import/originals?${query}`, lines, {
        'Content-Type': 'application/x-ndjson',
      });
      return { ...answer, body: answer.body as OriginalsReport };
    },
  };
}

describe('POST /api/v1/import/originals', () => {
  it('takes rows over with their times and numbers; the same again is nothing new', async () => {
    const world = await startImport();
    const rows = [1, 2, 3, 4, 5].map((ordinal) => aRow({ ordinal }));
    expect(await world.import(rows)).toEqual({
      status: 200,
      body: { accepted: 5, known: 0, refused: 0, problems: [] },
    });
    await eventually(() => expect(world.messages()).toHaveLength(5));
    expect(world.readings().map(({ atMs, ordinal }) => [atMs, ordinal])).toEqual(
      rows.map(({ ordinal }) => [rowAtMs, ordinal]),
    );
    expect(world.messages()[4]).toMatchObject({ source: 'import:battery-twin/5', device: 'cell:ESP32_01' });
    world.store();
    const more = aRow({ ordinal: 6 });
    expect((await world.import([...rows, more])).body).toMatchObject({ accepted: 1, known: 5 });
    await eventually(() => expect(world.messages()).toHaveLength(6));
  });

  it('names the lines that cannot be taken; the others are', async () => {
    const world = await startImport();
    const rows = [
      '',
      aRow(),
      '{',
      aRow({ topic: 'nobody/knows' }),
      aRow({ body: '{}' }),
      { ...aRow(), ordinal: -1 },
    ];
    const { body } = await world.import(rows);
    expect(body).toMatchObject({ accepted: 1, known: 0, refused: 4 });
    expect(body.problems).toEqual([
      { line: 3, reason: expect.stringMatching(/^not JSON: /) },
      { line: 4, reason: 'nothing is measured on nobody/knows' },
      { line: 5, reason: 'No data provided' },
      { line: 6, reason: expect.stringMatching(/^ordinal: /) },
    ]);
  });

  it('says only what would become of them on a dry run', async () => {
    const world = await startImport();
    const { body } = await world.import([aRow(), aRow({ body: '[]' })], 'from=battery-twin&dryRun=true');
    expect(body).toMatchObject({ accepted: 1, refused: 1 });
    await world.import([aRow({ ordinal: 9 })]);
    await eventually(() => expect(world.readings().map(({ ordinal }) => ordinal)).toEqual([9]));
  });

  it('asks for another try when the registry takes no more new series for now', async () => {
    const world = await startImport({ env: { INGEST_NEW_SERIES_PER_MINUTE: '1' } });
    const rows = [aRow(), aRow({ body: '{"device_id":"ESP32_02","voltage":1}' })];
    expect(await world.import(rows)).toMatchObject({ status: 429, body: { code: 'series.too-many' } });
  });

  it.each([
    ['a name that is none', [aRow()], 'from=The%20twin', /^from: must be a name/],
    ['no name', [aRow()], '', /^from: /],
    [
      'too many lines',
      Array.from({ length: maxImportedOriginals + 1 }, () => aRow()),
      undefined,
      /post them in parts/,
    ],
  ])('refuses %s', async (_, rows, query, words) => {
    const { status, body } = await (await startImport()).import(rows, query);
    expect([status, body]).toEqual([400, { error: expect.stringMatching(words), code: 'request.invalid' }]);
  });

  it('is 503 without the history', async () => {
    const world = await startWorld(ingestService, { now: () => nowMs });
    const answer = await posting(world)('/api/v1/import/originals?from=a', JSON.stringify(aRow()));
    expect(answer).toMatchObject({ status: 503, body: { code: 'service.unavailable' } });
  });
});

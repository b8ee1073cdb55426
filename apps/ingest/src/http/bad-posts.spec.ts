import { eventually } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { messagesIn } from '../suite/ingest-world.js';
import { type Body, json, startPosting } from '../suite/posts.js';

type Bad = [
  what: string,
  body: Body,
  error: string | RegExp,
  status?: number,
  headers?: Record<string, string>,
];

const megabyte = `{"pad":"${'x'.repeat(1024 * 1024)}"}`;
const noBatchHolds = (body: object) => ({ ...body, pad: 'x'.repeat(300 * 1024) });
const nested = `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
const notJson = { 'Content-Type': 'text/plain' };

const everywhere: readonly Bad[] = [
  ['text', 'voltage=3.7', /^The body is not JSON: /],
  ['half a JSON', '{"pct":1', /^The body is not JSON: /],
  ['NaN', '{"voltage":NaN,"pct":NaN}', /^The body is not JSON: /],
  ['bytes that are not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), /^The body is not UTF-8/],
  ['a list', '[1]', /^The body must be a JSON object/],
  ['a number', '5', /^The body must be a JSON object/],
  ['a text', '"x"', /^The body must be a JSON object/],
  ['true', 'true', /^The body must be a JSON object/],
  ['nesting without end', nested, /nested deeper than 1000 levels/],
  [
    'JSON that calls itself text',
    '{"voltage":1,"pct":1,"id":"a"}',
    /^Content-Type must be application\/json/,
    400,
    notJson,
  ],
];

const ofCells: readonly Bad[] = [
  ...[undefined, '', 'null', '{}', '[]', '0', '""', 'false'].map((body): Bad => [
    `nothing, as ${body}`,
    body,
    'No data provided',
  ]),
  ['a word for a number', { voltage: 'high' }, /^"voltage" must be a finite number.*"high"$/],
  ['nan as text', { temperature: 'nan' }, /^"temperature" must be a finite number/],
  ['a number beyond all numbers', '{"current_ma":1e999}', /^"current_ma" is beyond all numbers/],
  ['a list for a number', { bus_voltage: [3.7] }, /^"bus_voltage" must be a finite number/],
  ['a name that is none', { device_id: {}, voltage: 1 }, /^"device_id" must be text/],
  ['a name without end', { device_id: 'x'.repeat(300), voltage: 1 }, /^"device_id" must have 1 to 190/],
  ['more than a batch holds', noBatchHolds({ voltage: 1 }), /less than 262144 bytes/, 413],
];

const missing = "Missing required fields: 'pct' or 'id'";
const ofGasMeters: readonly Bad[] = [
  ...[undefined, '', 'null', '{}', '[]', '0', '""', 'false'].map((body): Bad => [
    `nothing, as ${body}`,
    body,
    'No JSON payload provided',
  ]),
  ['neither', { ts: 1 }, missing],
  ['no pct', { id: 'a', pct: null }, missing],
  ...['', 0, false, [], null].map((id): Bad => [`no id but ${JSON.stringify(id)}`, { pct: 1, id }, missing]),
  ['a list for pct', { pct: [1], id: 'a' }, /^"pct" must be a number/],
  ['a pct beyond 64 bits', '{"pct":1e30,"id":"a"}', /^"pct" must be a number/],
  ['an object for a name', { pct: 1, id: { a: 1 } }, /^"id" must be text/],
  ['a list for a time', { pct: 1, id: 'a', ts: [] }, /^"ts" must be Unix seconds/],
  ['more than a batch holds', noBatchHolds({ pct: 1, id: 'a' }), /less than 262144 bytes/, 413],
];

const routes = [
  ['/sensor_data', [...everywhere, ...ofCells], { voltage: 1 }],
  ['/data', [...everywhere, ...ofCells], { bus_voltage: 1 }],
  ['/receive-json', [...everywhere, ...ofGasMeters], { pct: 1, id: 'a' }],
] as const;

describe.each(routes)('a bad post to %s', (path, bad, good) => {
  it('is told what was wrong, counted and kept in quarantine; the good ones between are taken', async () => {
    const { post, quarantine, ...world } = await startPosting();
    for (const [what, body, error, status = 400, headers = json] of bad) {
      const words = typeof error === 'string' ? error : (expect.stringMatching(error) as unknown);
      const answer = { ...(await post(path, body, headers)), what };
      expect(answer).toEqual({ status, body: { error: words, code: expect.any(String) }, what });
      expect(await post(path, good)).toMatchObject({ status: 200 });
    }
    await eventually(async () => expect((await quarantine()).total).toBe(bad.length));
    const { refusals } = await quarantine(100);
    expect(new Set(refusals.map(({ origin }) => origin))).toEqual(new Set([`http:${path}`]));
    await eventually(() => expect(messagesIn(world)).toHaveLength(bad.length));
    expect(world.services.isReady()).toBe(true);
  });

  it('of more than a body may have is refused before it is read', async () => {
    const { post } = await startPosting();
    expect(await post(path, megabyte)).toMatchObject({
      status: 413,
      body: { error: 'The body is larger than 1048576 bytes' },
    });
    expect(await post(path, good)).toMatchObject({ status: 200 });
  });

  it('by another method is told which', async () => {
    const { url } = await startPosting();
    const response = await fetch(url + path);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

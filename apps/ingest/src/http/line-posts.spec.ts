import { gzipSync } from 'node:zlib';
import { eventually } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { messagesIn, readingsIn } from '../suite/ingest-world.js';
import { startBehindProxy, startPosting } from '../suite/posts.js';

const nowMs = 1_772_366_400_000;
const text = { 'Content-Type': 'text/plain; charset=utf-8' };
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const startAt = (env: Record<string, string> = {}) => startPosting({ now: () => nowMs, env });
const valuesIn = (world: Parameters<typeof readingsIn>[0]) =>
  readingsIn(world).map(({ device, metric, value, atMs }) => [device, metric, value, atMs - nowMs]);

describe('line protocol', () => {
  it.each([
    ['/api/v2/write?org=o&bucket=b&precision=ms', 1, text],
    ['/api/v2/write', 1_000_000, {}],
    ['/write/lines?db=home&precision=s', 0.001, form],
    ['/write?db=home&precision=s', 0.001, form],
    ['/write?db=home&precision=u', 1_000, text],
    ['/write/?precision=ms', 1, {}],
  ])('posted to %s is in the stream when it is answered', async (path, perMs, headers) => {
    const { post, ...world } = await startAt();
    const lines = [
      '# of the cellar',
      `climate,device=sensor:cellar tempC=21.5,humidityPct=40i ${BigInt((nowMs - 60_000) * perMs)}`,
      '',
      'load,host=nas value=0.5',
    ];
    expect(await post(path, lines.join('\n'), headers)).toEqual({ status: 204, body: undefined });
    await eventually(() => expect(readingsIn(world)).toHaveLength(3));
    expect(valuesIn(world)).toEqual([
      ['sensor:cellar', 'tempC', 21.5, -60_000],
      ['sensor:cellar', 'humidityPct', 40, -60_000],
      ['sensor:nas', expect.any(String), 0.5, 0],
    ]);
  });

  it('may be gzip, as Telegraf sends it', async () => {
    const { post, ...world } = await startAt();
    const headers = { ...text, 'Content-Encoding': 'gzip' };
    expect(await post('/api/v2/write', gzipSync('m,id=a v=1'), headers)).toMatchObject({ status: 204 });
    await eventually(() => expect(readingsIn(world)).toHaveLength(1));
  });

  it('of many lines is many messages, all of them taken, each in its order', async () => {
    const { post, ...world } = await startAt();
    const lines = Array.from({ length: 5_000 }, (_, i) => `m,device=sensor:a v=${i} ${nowMs + i - 100_000}`);
    expect(await post('/write?precision=ms', lines.join('\n'), form)).toMatchObject({ status: 204 });
    await eventually(() => expect(readingsIn(world)).toHaveLength(lines.length));
    expect(readingsIn(world).map(({ value }) => value)).toEqual(lines.map((_, i) => i));
    expect(messagesIn(world).length).toBeGreaterThan(1);
  });

  it('with broken lines is told the first of them; the others are taken', async () => {
    const { post, quarantine, ...world } = await startAt();
    const lines = Array.from({ length: 3_000 }, (_, i) =>
      i === 2_345 ? 'm v=NaN' : `m,id=a v=${i} ${nowMs - i}`,
    );
    const { status, body } = await post('/write?precision=ms', lines.join('\n'), form);
    expect([status, body]).toEqual([
      400,
      { error: expect.stringMatching(/^line 2346: /), code: 'message.malformed' },
    ]);
    await eventually(() => expect(readingsIn(world)).toHaveLength(lines.length - 1));
    await eventually(async () => expect((await quarantine()).total).toBe(1));
    expect((await quarantine()).refusals[0]).toMatchObject({
      origin: 'http:/write/lines?precision=ms',
      preview: lines[2_345]!.replace(/\n?$/, '\n'),
    });
  });

  it.each<[string, string, string | Uint8Array, Record<string, string>, number, RegExp]>([
    ['no line protocol', '/api/v2/write', '{"a":1', text, 400, /^line 1: /],
    ['bytes that are not UTF-8', '/write', new Uint8Array([0x6d, 0xff]), form, 400, /UTF-8/],
    ['an unknown precision', '/api/v2/write?precision=h', 'm v=1', text, 400, /^precision: /],
    ['what is no gzip', '/api/v2/write', 'm v=1', { ...text, 'Content-Encoding': 'gzip' }, 400, /not gzip/],
    ['another packing', '/api/v2/write', 'm v=1', { ...text, 'Content-Encoding': 'br' }, 415, /must be gzip/],
    ['too much', '/write', `m v="${'x'.repeat(1024 * 1024)}"`, form, 413, /larger than 1048576 bytes/],
  ])('that is %s is refused', async (_, path, body, headers, status, words) => {
    const { post } = await startAt();
    expect(await post(path, body, headers)).toMatchObject({
      status,
      body: { error: expect.stringMatching(words) },
    });
  });

  it('may be more than what may wait for the broker at once', async () => {
    const { post, ...world } = await startAt({ INGEST_POSTED_MIB: '1', INGEST_LINES_MIB: '4' });
    const lines = Array.from({ length: 300 }, (_, i) => `m,id=a v=${i} ${nowMs - i}\n#${' '.repeat(7_000)}`);
    const headers = { ...text, 'Content-Encoding': 'gzip' };
    expect(await post('/write?precision=ms', gzipSync(lines.join('\n')), headers)).toMatchObject({
      status: 204,
    });
    await eventually(() => expect(readingsIn(world)).toHaveLength(lines.length));
  });

  it('that unpacks to more than it may is refused', async () => {
    const { post } = await startAt({ INGEST_LINES_MIB: '1' });
    const packed = gzipSync('m v=1\n'.repeat(200_000));
    const answer = await post('/api/v2/write', packed, { ...text, 'Content-Encoding': 'gzip' });
    expect(answer).toMatchObject({ status: 413, body: { error: expect.stringMatching(/INGEST_LINES_MIB/) } });
  });

  it('of nothing is nothing', async () => {
    const { post } = await startAt();
    for (const body of [undefined, '', '\n# nothing\n'])
      expect(await post('/api/v2/write', body, text)).toMatchObject({ status: 204 });
  });

  it('that the broker did not confirm in time is 503: send it again', async () => {
    const { post, proxy } = await startBehindProxy({ MQTT_PUBLISH_DEADLINE_MS: '1000' });
    expect(await post('/write', 'm,id=a v=1', form)).toMatchObject({ status: 204 });
    proxy.hold();
    expect(await post('/write', 'm,id=a v=2', form)).toMatchObject({
      status: 503,
      body: { code: 'publish.not-confirmed' },
    });
    proxy.heal();
  });
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { generate } from 'mqtt-packet';
import { check, nameOf } from './checker/checker.mjs';
import { duplicateOf, Frames, messageIdOf, qosOf, typeOf } from './network/mqtt-frames.mjs';
import { readOptions } from './options.mjs';
import { randomOf } from '../shared/random.mjs';
import { Recorder } from './recorder.mjs';

const atMs = Date.parse('2026-05-01T12:00:00Z');
const servers = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** A history with these points and refusals, as control-api answers; two points a page. */
async function historyOf({ points = [], refused = [] }) {
  const server = createServer((request, reply) => {
    const url = new URL(request.url, 'http://localhost');
    const from = Number(url.searchParams.get('cursor') ?? 0);
    const refusals = refused.map((preview, i) => ({ number: i + 1, preview, bytes: preview.length }));
    const page = url.pathname.endsWith('/quarantine')
      ? { refusals, total: refusals.length, counts: {} }
      : {
          points: points.slice(from, from + 2),
          next: from + 2 < points.length ? String(from + 2) : undefined,
        };
    reply.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page));
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return `http://127.0.0.1:${server.address().port}`;
}

/** A battery that has sent so many messages, a second apart; all are acknowledged but those named. */
function sent(count, { unacknowledged = [] } = {}) {
  const recorder = new Recorder();
  const record = recorder.add({ device: 'battery:b1', metrics: { activePowerW: 0, voltageV: 0.5 } });
  for (let i = 0; i < count; i += 1) {
    const seq = record.noteSent(atMs + i * 1_000, atMs);
    if (!unacknowledged.includes(seq)) record.noteAcknowledged(seq, atMs + 10);
  }
  const pointsOf = (seq) =>
    record.valuesOf(seq).map(([metric, value]) => ({ metric, value, atMs: record.atMs[seq - 1] }));
  return { recorder, record, pointsOf };
}

describe('the checker', () => {
  const briefly = { patienceMs: 0 };

  it('finds everything where everything is', async () => {
    const { recorder, pointsOf } = sent(3);
    const base = await historyOf({ points: [1, 2, 3].flatMap(pointsOf) });
    const verdict = await check(base, recorder, briefly);
    expect(verdict).toMatchObject({ lost: [], duplicated: [], foreign: [] });
    expect(verdict.stored.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('names a message of which one value is missing', async () => {
    const { recorder, pointsOf } = sent(3);
    const base = await historyOf({ points: [...pointsOf(1), pointsOf(2)[0], ...pointsOf(3)] });
    const { stored, lost } = await check(base, recorder, briefly);
    expect([stored.length, lost.map(nameOf)]).toEqual([
      2,
      ['battery:b1 message 2 (10000002), sent 12:00:00.000, acknowledged 12:00:00.010'],
    ]);
  });

  it('sees what is there twice', async () => {
    const { recorder, pointsOf } = sent(2);
    const base = await historyOf({ points: [...pointsOf(1), ...pointsOf(2), pointsOf(2)[1]] });
    expect((await check(base, recorder, briefly)).duplicated.map(({ seq }) => seq)).toEqual([2]);
  });

  it('takes what was not acknowledged for neither lost nor needed', async () => {
    const { recorder, pointsOf } = sent(2, { unacknowledged: [2] });
    const base = await historyOf({ points: pointsOf(1) });
    expect(await check(base, recorder, briefly)).toMatchObject({ stored: [{ seq: 1 }], lost: [] });
  });

  it('takes quarantine into account', async () => {
    const { recorder, pointsOf } = sent(2);
    const refused = ['{"activePowerW":10000002,"voltageV":10000002.5}'];
    const base = await historyOf({ points: pointsOf(1), refused });
    expect(await check(base, recorder, briefly)).toMatchObject({
      stored: [{ seq: 1 }],
      quarantined: 1,
      lost: [],
    });
  });

  it('sees what nobody sent: another value, another time', async () => {
    const { recorder, pointsOf } = sent(1);
    const [power, voltage] = pointsOf(1);
    const points = [power, voltage, { ...power, value: 10_000_009 }, { ...voltage, atMs: atMs + 1 }];
    expect((await check(await historyOf({ points }), recorder, briefly)).foreign).toHaveLength(2);
  });
});

describe('frames of MQTT', () => {
  const packet = (messageId, payload) =>
    generate({ cmd: 'publish', topic: 'a/b', payload, qos: 1, messageId, dup: false, retain: false });

  it('are whole again however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 300 })),
        fc.array(fc.integer({ min: 1, max: 50 })),
        (sizes, cuts) => {
          const packets = sizes.map((size, i) => packet(i + 1, Buffer.alloc(size, i)));
          const frames = new Frames();
          let rest = Buffer.concat(packets);
          const found = [];
          for (let i = 0; rest.length > 0; i += 1) {
            const length = cuts[i % Math.max(1, cuts.length)] ?? rest.length;
            found.push(...frames.take(rest.subarray(0, length)));
            rest = rest.subarray(length);
          }
          expect(found).toEqual(packets);
        },
      ),
    );
  });

  it('say what they are, and their duplicate differs by one bit', () => {
    const frame = packet(4_711, 'x'.repeat(200));
    expect([typeOf(frame), qosOf(frame), messageIdOf(frame)]).toEqual([3, 1, 4_711]);
    const duplicate = duplicateOf(frame);
    expect([duplicate[0] ^ frame[0], duplicate.subarray(1)]).toEqual([8, frame.subarray(1)]);
    expect(messageIdOf(generate({ cmd: 'puback', messageId: 258 }))).toBe(258);
  });
});

describe('the command line', () => {
  it('chooses faults by number, and refuses one that is none', () => {
    expect(readOptions(['--fault', '1,8']).faults.map(({ number }) => number)).toEqual([1, 8, 8]);
    expect(() => readOptions(['--fault', '9'])).toThrow('There is no fault 9');
    expect(() => readOptions(['--rate', 'fast'])).toThrow('--rate fast: say a number above 0');
    expect(() => readOptions(['--falt', '1'])).toThrow('--falt');
  });
});

it('plans the same for the same seed', () => {
  const plan = (seed) => Array.from({ length: 5 }, randomOf(seed).next);
  expect(plan(1)).toEqual(plan(1));
  expect(plan(1)).not.toEqual(plan(2));
});

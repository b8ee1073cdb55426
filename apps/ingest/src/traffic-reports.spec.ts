import { type Dialect, DialectBook, heard, nothing } from '@kilowatch/dialects';
import { testTimeMs } from '@kilowatch/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { IngestSettings } from './ingest-settings.js';
import { Judge } from './judge.js';
import { settingsAt } from './suite/kept-messages.js';
import { TrafficReports } from './traffic-reports.js';

let logged: object[];
let settings: IngestSettings;

beforeEach(() => {
  logged = [];
  const quiet = settingsAt(() => testTimeMs);
  settings = { ...quiet, log: { ...quiet.log, error: (context) => void logged.push(context) } };
});

const reportsOf = (read: ReturnType<Dialect['reader']>['read']): TrafficReports => {
  const dialect: Dialect = { name: 'odd', speaks: (topic) => topic === 'a', reader: () => ({ read }) };
  return new TrafficReports(settings, new DialectBook({ known: [dialect] }), new Judge(settings));
};

const aMessage = (changes = {}) => ({
  topic: 'a',
  payload: Buffer.from('x'),
  receivedAtMs: testTimeMs,
  isRetained: false,
  ...changes,
});
const said = { device: 'sensor:a', measured: [{ metric: 'm', value: 1 }] };

describe('TrafficReports', () => {
  it('refuses what a dialect fails on, and says so to those who can mend it', () => {
    const reports = reportsOf(() => {
      throw new Error('a bug');
    });
    expect(reports.read(aMessage())).toMatchObject([{ refusal: expect.stringMatching(/odd, failed/) }]);
    expect(logged).toMatchObject([{ topic: 'a', dialect: 'odd', err: { message: 'a bug' } }]);
  });

  it('refuses what is failed on behind the dialect, too: it would be offered again for ever', () => {
    const device = { toString: () => 'sensor:a' } as unknown as string;
    const reports = reportsOf(() => heard({ ...said, device }));
    expect(reports.read(aMessage())).toMatchObject([{ refusal: expect.stringMatching(/odd, failed/) }]);
    expect(logged).toHaveLength(1);
  });

  it('refuses all of a message when something of it cannot be', () => {
    const own = { atMs: 0, key: 'time', asSent: '1970' };
    const reports = reportsOf(() => heard(said, { ...said, own }));
    expect(reports.read(aMessage())).toMatchObject([{ device: '', refusal: expect.stringMatching(/2000/) }]);
  });

  it('takes what can be of a message in pieces, and keeps the others apart', () => {
    const own = { atMs: 0, key: 'time', asSent: '0' };
    const broken = { reason: 'line 3: no fields', text: 'c\n' };
    const pieces = [
      { ...said, piece: 'a\n' },
      { ...said, own, piece: 'b' },
    ];
    const all = reportsOf(() => ({ kind: 'said', said: pieces, refused: broken }));
    expect(all.read(aMessage())).toMatchObject([
      { device: said.device, shortcoming: { reason: 'line 3: no fields; and 1 more', text: 'c\nb\n' } },
    ]);
    const none = reportsOf(() => heard({ ...said, own, piece: 'b' }));
    expect(none.read(aMessage())).toMatchObject([{ device: '', refusal: expect.stringMatching(/2000/) }]);
  });

  it('counts what nobody speaks and what measures nothing', () => {
    const reports = reportsOf(() => nothing);
    for (const topic of ['a', 'b', 'c']) expect(reports.read(aMessage({ topic }))).toEqual([]);
    expect(reports.counters).toEqual({ ofUnknownTopics: 2, withoutMeasurement: 1 });
  });

  it('numbers what a device says without a time, over messages and within one', () => {
    const reports = reportsOf(() => heard(said, said));
    const ordinals = [aMessage(), aMessage(), aMessage({ receivedAtMs: testTimeMs + 1 })].flatMap((message) =>
      reports.read(message).map(({ readings }) => readings[0]?.ordinal),
    );
    expect(ordinals).toEqual([0, 1, 2, 3, 0, 1]);
  });

  it('knows when a device was there', () => {
    const own = { atMs: testTimeMs - 5_000, key: 'time', asSent: '' };
    const aliveAtMs = (one: object, isRetained: boolean) =>
      reportsOf(() => heard({ ...said, ...one })).read(aMessage({ isRetained }))[0]?.aliveAtMs;
    expect(aliveAtMs({}, false)).toBe(testTimeMs);
    expect(aliveAtMs({}, true)).toBeUndefined();
    expect(aliveAtMs({ own }, true)).toBe(testTimeMs - 5_000);
    expect(aliveAtMs({ connection: 'offline' }, false)).toBeUndefined();
  });

  it('says what a value is worth where the dialect has not', () => {
    const measured = [
      { metric: 'temperature', value: -127, unit: '°C' },
      { metric: 'temperature', value: 20, unit: '°C', quality: 'estimated' as const },
    ];
    const [arrival] = reportsOf(() => heard({ device: 'sensor:a', measured })).read(aMessage());
    expect(arrival?.readings.map(({ quality }) => quality)).toEqual(['missing', 'estimated']);
  });
});

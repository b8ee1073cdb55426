import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault, type FaultCode } from '@kilowatch/contracts';
import { DialectBook } from '@kilowatch/dialects';
import type { QuarantineEntry } from '@kilowatch/messaging';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { IngestFile } from './ingest-file.js';
import { Quarantine } from './quarantine.js';
import { isReplayable } from './replayable.js';

let folder: string;
let file: IngestFile;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quarantine-'));
  file = IngestFile.open(folder);
});

afterEach(() => {
  file.close();
  rmSync(folder, { recursive: true });
});

const dialects = new DialectBook();
const limits = { rows: 1_000, bytes: 1_000_000 };

const aRefusal = (reason: string, code: FaultCode = 'message.malformed'): QuarantineEntry => ({
  service: 'ingest',
  origin: 'mqtt:batteries/b1/state',
  code,
  reason,
  atMs: 1_800_000_000_000,
  bytes: 3,
  preview: 'a\u0000b',
  payload: { encoding: 'utf8', data: 'a\u0000b' },
});

const reasonsOf = (quarantine: Quarantine, ...choice: Parameters<Quarantine['list']>) =>
  quarantine.list(...choice).refusals.map(({ reason }) => reason);

describe('Quarantine', () => {
  it('shows the newest first, page by page, all of them or those of one reason', () => {
    const quarantine = new Quarantine(file, limits, isReplayable(dialects));
    quarantine.add([aRefusal('one'), aRefusal('two', 'message.too-large')]);
    quarantine.add([aRefusal('three'), aRefusal('four')]);
    expect(reasonsOf(quarantine, 3)).toEqual(['four', 'three', 'two']);
    const { next } = quarantine.list(3);
    expect(reasonsOf(quarantine, 3, { before: next })).toEqual(['one']);
    expect(quarantine.list(4).next).toBeUndefined();
    expect(reasonsOf(quarantine, 2, { code: 'message.malformed' })).toEqual(['four', 'three']);
    expect(quarantine.list(2, { code: 'message.malformed' }).next).toBe(3);
  });

  it('makes no page larger than an answer may be', () => {
    const quarantine = new Quarantine(file, { ...limits, bytes: 10_000_000 }, isReplayable(dialects));
    const large = { ...aRefusal('x'), preview: '\u0000'.repeat(1_024), reason: '\u0001'.repeat(2_000) };
    quarantine.add(Array.from({ length: 100 }, () => large));
    const { refusals, next } = quarantine.list(100);
    expect(JSON.stringify(refusals).length).toBeLessThan(150 * 1024);
    expect(next).toBe(refusals.at(-1)?.number);
    expect(quarantine.list(100, { before: next }).refusals[0]?.number).toBe(next! - 1);
  });

  it('has each whole, by its number', () => {
    const quarantine = new Quarantine(file, limits, isReplayable(dialects));
    quarantine.add([aRefusal('one')]);
    expect(quarantine.get(1)).toEqual({ ...aRefusal('one'), number: 1, isReplayable: true });
    expect(quarantine.get(2)).toBeUndefined();
  });

  it.each([
    ['a device', { origin: 'mqtt:sensors/a/b' }, true],
    ['a device that has posted it', { origin: 'http:/sensor_data' }, true],
    ['a topic that nobody speaks', { origin: 'mqtt:a/b' }, false],
    ['the historian, of the stream', { origin: 'mqtt:kw/v1/telemetry/ingest' }, true],
    ['a command', { origin: 'mqtt:battery/charge' }, false],
    ['what was asked over HTTP', { origin: 'http:POST /charge' }, false],
    ['what was too large to be kept', { origin: 'mqtt:sensors/a/b', payload: undefined }, false],
    ['a topic that was cut', { origin: `mqtt:sensors/a/${'b'.repeat(500)}`.slice(0, 500) }, false],
  ])('says whether it can be replayed: of %s', (_, changes, expected) => {
    const quarantine = new Quarantine(file, limits, isReplayable(dialects));
    quarantine.add([{ ...aRefusal('one'), ...changes }]);
    expect(quarantine.list(1).refusals[0]?.isReplayable).toBe(expected);
  });

  it('keeps a bounded number and counts all of them, by reason, over restarts', () => {
    const quarantine = new Quarantine(file, { ...limits, rows: 3 }, isReplayable(dialects));
    for (let i = 1; i <= 10; i += 1)
      quarantine.add([aRefusal(`number ${i}`, i % 2 ? 'message.malformed' : 'device.too-many')]);
    file.close();
    file = IngestFile.open(folder);
    const again = new Quarantine(file, { ...limits, rows: 3 }, isReplayable(dialects));
    expect(reasonsOf(again, 100)).toEqual(['number 10', 'number 9', 'number 8']);
    expect([again.total, again.rows]).toEqual([10, 3]);
    expect(again.counts).toEqual({ 'message.malformed': 5, 'device.too-many': 5 });
    expect(again.keptCounts).toEqual({ 'message.malformed': 1, 'device.too-many': 2 });
  });

  it('keeps a bounded number of bytes, and knows it after a restart', () => {
    const quarantine = new Quarantine(file, { ...limits, bytes: 3_000 }, isReplayable(dialects));
    const large = { ...aRefusal('x'), payload: { encoding: 'utf8' as const, data: 'y'.repeat(500) } };
    for (let i = 0; i < 20; i += 1) quarantine.add([large]);
    expect(quarantine.bytes).toBeLessThanOrEqual(3_000);
    expect(quarantine.rows).toBeGreaterThan(2);
    const again = new Quarantine(file, limits, isReplayable(dialects));
    expect([again.rows, again.bytes]).toEqual([quarantine.rows, quarantine.bytes]);
  });

  it('deletes what is chosen', () => {
    const quarantine = new Quarantine(file, limits, isReplayable(dialects));
    for (const reason of ['one', 'two', 'three', 'four']) quarantine.add([aRefusal(reason)]);
    quarantine.add([aRefusal('five', 'device.too-many')]);
    expect(quarantine.delete(quarantine.numbersOf({ numbers: [2, 3, 99] }))).toBe(2);
    expect(reasonsOf(quarantine, 9)).toEqual(['five', 'four', 'one']);
    expect(quarantine.delete(quarantine.numbersOf({ code: 'device.too-many' }))).toBe(1);
    expect(quarantine.delete(quarantine.numbersOf({ all: true }))).toBe(2);
    expect([quarantine.rows, quarantine.bytes, quarantine.total]).toEqual([0, 0, 5]);
  });

  it('keeps number and time of what is refused again', () => {
    const quarantine = new Quarantine(file, limits, isReplayable(dialects));
    quarantine.add([aRefusal('one')]);
    quarantine.refuseAgain([{ number: 1, fault: new Fault('series.too-many', 'not now') }]);
    expect(quarantine.get(1)).toEqual({
      ...aRefusal('not now', 'series.too-many'),
      number: 1,
      isReplayable: true,
    });
  });

  it('begins at zero', () => {
    const quarantine = new Quarantine(file, limits, isReplayable(dialects));
    expect([quarantine.total, quarantine.rows, quarantine.bytes, quarantine.counts]).toEqual([0, 0, 0, {}]);
  });

  it('says in a fault why it cannot keep one', () => {
    const quarantine = new Quarantine(file, limits, isReplayable(dialects));
    file.database.exec('PRAGMA query_only = ON');
    expect(() => quarantine.add([aRefusal('one')])).toThrow(
      expect.objectContaining({ code: 'service.unavailable', message: expect.stringMatching(/readonly/) }),
    );
    expect([quarantine.rows, quarantine.bytes]).toEqual([0, 0]);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Refusal } from '@kilowatch/contracts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { IngestFile } from './ingest-file.js';
import { Quarantine } from './quarantine.js';

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

const aRefusal = (reason: string): Refusal => ({
  service: 'ingest',
  origin: 'mqtt:batteries/b1/state',
  code: 'message.malformed',
  reason,
  atMs: 1_800_000_000_000,
  bytes: 3,
  preview: 'a\u0000b',
});

describe('Quarantine', () => {
  it('shows the newest first', () => {
    const quarantine = new Quarantine(file, 10);
    quarantine.add([aRefusal('one'), aRefusal('two')]);
    quarantine.add([aRefusal('three')]);
    expect(quarantine.newest(2)).toEqual([aRefusal('three'), aRefusal('two')]);
  });

  it('keeps a bounded number and counts all of them, over restarts', () => {
    const quarantine = new Quarantine(file, 3);
    for (let i = 1; i <= 10; i += 1) quarantine.add([aRefusal(`number ${i}`)]);
    file.close();
    file = IngestFile.open(folder);
    const again = new Quarantine(file, 3);
    expect(again.newest(100).map(({ reason }) => reason)).toEqual(['number 10', 'number 9', 'number 8']);
    expect(again.total).toBe(10);
  });

  it('begins at zero', () => {
    expect(new Quarantine(file, 3).total).toBe(0);
  });

  it('says in a fault why it cannot keep one', () => {
    const quarantine = new Quarantine(file, 3);
    file.database.exec('PRAGMA query_only = ON');
    expect(() => quarantine.add([aRefusal('one')])).toThrow(
      expect.objectContaining({ code: 'service.unavailable', message: expect.stringMatching(/readonly/) }),
    );
  });
});

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { aTemporaryFolder, testTimeMs } from '@kilowatch/testing';
import { takeRestoredFile } from './restored-file.js';

const said: string[] = [];
const log = {
  ...{ debug: () => undefined, info: () => undefined, error: () => undefined },
  warn: (_context: object, text: string) => void said.push(text),
};

describe('a backup that was put there to be restored', () => {
  it('takes the place of the history, whose files are kept beside it', async () => {
    const folder = await aTemporaryFolder();
    for (const name of ['history.sqlite', 'history.sqlite-wal', 'history-restore.sqlite'])
      writeFileSync(join(folder, name), name);
    takeRestoredFile(folder, testTimeMs, log);
    expect(readFileSync(join(folder, 'history.sqlite'), 'utf8')).toBe('history-restore.sqlite');
    expect(existsSync(join(folder, 'history.sqlite-wal'))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.startsWith('history-replaced-'))).toHaveLength(2);
    expect(said).toEqual(['A backup has taken the place of the history']);
  });

  it('is not looked for in vain', async () => {
    const folder = await aTemporaryFolder();
    writeFileSync(join(folder, 'history.sqlite'), 'ours');
    takeRestoredFile(folder, testTimeMs, log);
    expect(readdirSync(folder)).toEqual(['history.sqlite']);
  });
});

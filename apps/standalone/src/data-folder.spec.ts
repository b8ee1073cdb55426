import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { aTemporaryFolder } from '@kilowatch/testing';
import { openDataFolder } from './data-folder.js';

describe('openDataFolder', () => {
  it('makes the folder and those above it', async () => {
    const folder = join(await aTemporaryFolder(), 'a', 'b');
    expect(openDataFolder(folder)).toBe(folder);
    expect(statSync(folder).isDirectory()).toBe(true);
  });

  it('refuses, with the setting that helps, where it cannot write', async () => {
    const file = join(await aTemporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => openDataFolder(file)).toThrow(/cannot be written \(ENOTDIR\).*DATA_DIR/);
  });

  const onLinux = process.platform === 'linux' ? it : it.skip;
  onLinux('refuses at once where even the superuser may make none', () => {
    expect(() => openDataFolder('/proc/kilowatch')).toThrow(/cannot be written \(ENOENT\)/);
  });
});

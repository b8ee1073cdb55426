import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import { DeviceRegistry, type RegistryLimits } from '../device-registry.js';
import { IngestFile } from '../ingest-file.js';

/** A registry in a file of its own for each test. */
export interface RegistryFile {
  readonly file: IngestFile;
  readonly registry: DeviceRegistry;
  /** As after a restart. */
  reopen(): void;
}

/** To be called outside the tests: it is there in each of them. */
export function useRegistry(series: number): RegistryFile {
  const limits: RegistryLimits = { devices: 5, lastSeenMs: 10_000, series, newPerMinute: series };
  let folder: string;
  let file: IngestFile | undefined;
  let registry: DeviceRegistry | undefined;
  const reopen = (): void => {
    file?.close();
    file = IngestFile.open(folder);
    registry = new DeviceRegistry(file, limits);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'registry-'));
    reopen();
  });
  afterEach(() => {
    file?.close();
    rmSync(folder, { recursive: true });
  });
  return {
    get file() {
      return file!;
    },
    get registry() {
      return registry!;
    },
    reopen,
  };
}

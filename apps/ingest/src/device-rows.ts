import type { StatementSync } from 'node:sqlite';
import type { DeviceEntry, DeviceKind } from '@kilowatch/contracts';
import type { KeptDevice } from './device-record.js';
import type { IngestFile } from './ingest-file.js';

interface Row {
  readonly device: string;
  readonly isRetired: number;
  readonly connection: DeviceEntry['connection'];
  readonly firstSeenAtMs: number;
  readonly lastSeenAtMs: number;
  readonly silentSinceMs: number | null;
  readonly expectedIntervalMs: number | null;
  readonly dialect: string | null;
  readonly about: string;
  readonly settings: string;
}

/** The registry's devices as rows of the file. To be written within a write of the file. */
export class DeviceRows {
  readonly #upsert: StatementSync;
  readonly #delete: StatementSync;
  readonly #retire: StatementSync;

  constructor(private readonly file: IngestFile) {
    const { database } = file;
    this.#upsert = database.prepare(
      `INSERT OR REPLACE INTO devices (device, isRetired, connection, firstSeenAtMs, lastSeenAtMs,
        silentSinceMs, expectedIntervalMs, dialect, about, settings) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#delete = database.prepare('DELETE FROM devices WHERE device = ?');
    this.#retire = database.prepare('INSERT OR IGNORE INTO demoRetirements VALUES (?, ?, ?)');
  }

  all(): KeptDevice[] {
    const rows = this.file.database.prepare('SELECT * FROM devices').all() as unknown as Row[];
    return rows.map(({ isRetired, silentSinceMs, expectedIntervalMs, dialect, about, settings, ...row }) => ({
      ...row,
      isRetired: isRetired === 1,
      silentSinceMs: silentSinceMs ?? undefined,
      expectedIntervalMs: expectedIntervalMs ?? undefined,
      dialect: dialect ?? undefined,
      about: JSON.parse(about) as KeptDevice['about'],
      settings: JSON.parse(settings) as KeptDevice['settings'],
    }));
  }

  put(kept: KeptDevice): void {
    const { device, isRetired, connection, firstSeenAtMs, lastSeenAtMs } = kept;
    const { silentSinceMs = null, expectedIntervalMs = null, dialect = null, about, settings } = kept;
    this.#upsert.run(
      ...([device, Number(isRetired), connection, firstSeenAtMs, lastSeenAtMs] as const),
      ...([silentSinceMs, expectedIntervalMs, dialect] as const),
      ...([JSON.stringify(about), JSON.stringify(settings)] as const),
    );
  }

  delete(device: string): void {
    this.#delete.run(device);
  }

  /** Kinds of which a real device has spoken. */
  kindsWithoutDemo(): DeviceKind[] {
    const rows = this.file.database.prepare('SELECT kind FROM demoRetirements').all();
    return rows.map(({ kind }) => kind as DeviceKind);
  }

  retireDemo(kind: DeviceKind, becauseOf: string, atMs: number): void {
    this.#retire.run(kind, becauseOf, atMs);
  }
}

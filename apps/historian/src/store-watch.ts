import { statfs } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { HistorianFigures } from '@kilowatch/contracts';
import type { HistoryStore, StoreFacts } from '@kilowatch/history-store';
import type { OnApplicationShutdown } from '@nestjs/common';

type StoreFigures = Pick<
  HistorianFigures,
  'storeKind' | 'storeBytes' | 'storeLimitBytes' | 'storeOldestAtMs' | 'volumeFreeBytes' | 'volumeBytes'
>;

type Volume = Pick<StoreFigures, 'volumeFreeBytes' | 'volumeBytes'>;

interface StoreWatchParts {
  readonly store: Pick<HistoryStore, 'facts'>;
  /** Where the journal lies, and the store if it is a file of ours. */
  readonly folder: string;
  /** ms between two looks. */
  readonly everyMs?: number;
}

/** Looks now and then at how large the store is, how far it reaches back, and how much room the disk has. */
export class StoreWatch implements OnApplicationShutdown {
  private facts: Partial<StoreFacts> = {};
  private volume: Volume = { volumeFreeBytes: null, volumeBytes: null };
  private isLooking = false;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly parts: StoreWatchParts) {
    void this.look();
    this.timer = setInterval(() => void this.look(), parts.everyMs ?? 30_000).unref();
  }

  /** As of the last look; of a store that is away, as it was. */
  figures(): StoreFigures {
    const { kind, bytes, limitBytes, oldestAtMs } = this.facts;
    return {
      storeKind: kind ?? null,
      storeBytes: bytes ?? null,
      storeLimitBytes: limitBytes ?? null,
      storeOldestAtMs: oldestAtMs ?? null,
      ...this.volume,
    };
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    // A store or a disk that does not answer is said elsewhere: see `storeProblem`.
    this.facts = await this.parts.store.facts().catch(() => this.facts);
    this.volume = await volumeOf(this.parts.folder).catch(() => this.volume);
    this.isLooking = false;
  }
}

async function volumeOf(folder: string): Promise<Volume> {
  const { bsize, bavail, blocks } = await statfs(resolve(folder));
  return { volumeFreeBytes: bavail * bsize, volumeBytes: blocks * bsize };
}

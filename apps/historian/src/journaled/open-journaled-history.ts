import { join } from 'node:path';
import { defaultHistoryLimits, type HistoryStore } from '@kilowatch/history-store';
import { comparePositions, Journal, type JournalLimits, type JournalPosition } from '@kilowatch/journal';
import type { Log } from '@kilowatch/service-kit';
import { Backlog, type BacklogLimits } from './backlog.js';
import type { WrittenBatch } from './batch-writer.js';
import { Deletions } from './deletions.js';
import { Drain, type DrainLimits } from './drain.js';
import { DrainPace, type DrainPaceLimits } from './drain-pace.js';
import { Flow } from './flow.js';
import { Gate } from './gate.js';
import { JournalLoader } from './journal-loader.js';
import { JournaledHistory } from './journaled-history.js';
import { MergedHistory } from '../merged/merged-history.js';
import { MergedNewest } from '../merged/merged-newest.js';
import { MergedWindows } from '../merged/merged-windows.js';
import { Merging } from '../merged/merging.js';
import { Overlay } from '../merged/overlay.js';
import { type Progress, ProgressFile } from './progress-file.js';
import { ProgressSaver } from './progress-saver.js';
import { StoreReader, type StoreReaderLimits } from '../merged/store-reader.js';
import type { HiddenStretch } from './waiting-batch.js';

export interface JournaledLimits {
  readonly journal: Partial<JournalLimits>;
  readonly backlog: BacklogLimits;
  readonly drain: DrainLimits;
  readonly pace: DrainPaceLimits;
  readonly reader: StoreReaderLimits;
  readonly messagePageBytes: number;
  /** Between two notes of how far the store has come. */
  readonly progressMs: number;
  readonly closeMs: number;
}

export interface JournaledOptions {
  /** Of the journal; it is made. */
  readonly folder: string;
  readonly store: HistoryStore;
  readonly log: Log;
  /** UTC epoch ms. */
  readonly now: () => number;
  readonly limits?: Partial<JournaledLimits>;
  readonly flow?: Flow;
  /** The disk cannot be trusted any more: the process must end. */
  readonly onBroken: (error: Error) => void;
  /** Told of batches of which the store will never take a part, before they count as done. */
  readonly onRefused?: (written: readonly WrittenBatch[]) => Promise<void>;
}

const mebibyte = 1024 * 1024;

export const defaultJournaledLimits: JournaledLimits = {
  journal: {},
  backlog: { readings: 200_000, bytes: 64 * mebibyte, chunkReadings: 5_000, chunkBytes: 4 * mebibyte },
  drain: { lingerMs: 100, retryMinMs: 200, retryMaxMs: 5_000, asideMs: 20_000, asideAttempts: 3 },
  pace: { timesLive: 20, leastPerS: 5_000 },
  reader: { queryMs: 4_500, awayMs: 1_000 },
  messagePageBytes: defaultHistoryLimits.messagePageBytes,
  progressMs: 1_000,
  closeMs: 2_000,
};

/**
 * Opens the journal in front of a store, and goes on where the process before has ended. Rejects with the reason when the
 * folder cannot be used; the store is not closed then.
 */
export async function openJournaledHistory(options: JournaledOptions): Promise<JournaledHistory> {
  const { folder, store, log, now, onBroken, flow = new Flow(), onRefused = async () => undefined } = options;
  const limits = { ...defaultJournaledLimits, ...options.limits };
  const journal = await Journal.open({ folder, limits: limits.journal, log, onBroken });
  const file = new ProgressFile(join(folder, 'progress.json'), log);
  const known = await file.read();
  const progress = known?.journal === journal.id ? known : undefined;
  const deletions = new Deletions(progress?.deletions);
  const loader = new JournalLoader(journal, deletions, log);
  const backlog = await waitingIn(journal, loader, progress, limits.backlog);
  flow.found = backlog.readings;
  if (flow.found > 0) log.info({ readings: flow.found }, 'Readings in the journal wait for the store');
  const saver = new ProgressSaver({ file, journal, backlog, deletions, everyMs: limits.progressMs, log });
  const gate = new Gate();
  const drain = new Drain({
    ...{ store, backlog, loader, gate, limits: limits.drain, log, now },
    pace: new DrainPace(limits.pace, performance.now()),
    onStored: async (written) => {
      const refused = written.filter(({ outcome }) => outcome.refused?.length);
      if (refused.length > 0) await onRefused(refused);
      count(flow, written);
    },
    onRepeated: (batches) => {
      for (const { batch } of batches) flow.duplicate += batch.readings.length;
    },
    onProgress: () => saver.touch(),
  });
  const reader = new StoreReader(store, limits.reader, () => drain.trouble);
  const overlay = new Overlay(backlog);
  const merging = new Merging(reader, overlay, gate);
  return new JournaledHistory({
    ...{
      store,
      journal,
      backlog,
      deletions,
      loader,
      drain,
      saver,
      gate,
      overlay,
      flow,
      closeMs: limits.closeMs,
    },
    merged: new MergedHistory(merging, limits.messagePageBytes),
    mergedNewest: new MergedNewest(merging, limits.messagePageBytes),
    mergedWindows: new MergedWindows(merging),
  });
}

/** What the process before has left: all behind its last note is read, and of the rest the newest, as far as there is room. */
async function waitingIn(
  journal: Journal,
  loader: JournalLoader,
  progress: Progress | undefined,
  limits: BacklogLimits,
): Promise<Backlog> {
  const from = progress ? latest(progress.end, journal.start) : journal.start;
  const backlog = new Backlog(from, limits);
  const left = (progress?.waiting ?? []).flatMap((stretch) => within(stretch, journal) ?? []);
  backlog.addHidden(left.map((stretch) => ({ ...stretch, isUnseen: true })));
  for await (const piece of loader.read(from, journal.end)) backlog.add(piece);
  for (let newest = backlog.stretches.at(-1); newest && backlog.hasRoom; newest = backlog.stretches.at(-1)) {
    const batches = [];
    for await (const piece of loader.read(newest.from, newest.to)) batches.push(...piece);
    backlog.load(newest, batches);
  }
  return backlog;
}

const latest = (a: JournalPosition, b: JournalPosition): JournalPosition =>
  comparePositions(a, b) > 0 ? a : b;

/** What of a stretch the journal still has. */
function within(stretch: HiddenStretch, { start, end }: Journal): HiddenStretch | undefined {
  const from = latest(stretch.from, start);
  return comparePositions(from, stretch.to) < 0 && comparePositions(from, end) < 0
    ? { ...stretch, from }
    : undefined;
}

function count(flow: Flow, written: readonly WrittenBatch[]): void {
  for (const { readings, outcome } of written) {
    const refused = outcome.refused?.filter(({ reading }) => reading).length ?? 0;
    flow.stored += outcome.storedPoints;
    flow.quarantined += refused;
    flow.duplicate += readings - outcome.storedPoints - refused;
  }
}

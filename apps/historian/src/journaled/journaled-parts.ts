import type { HistoryStore } from '@kilowatch/history-store';
import type { Journal } from '@kilowatch/journal';
import type { MergedHistory } from '../merged/merged-history.js';
import type { MergedNewest } from '../merged/merged-newest.js';
import type { MergedWindows } from '../merged/merged-windows.js';
import type { Overlay } from '../merged/overlay.js';
import type { Backlog } from './backlog.js';
import type { Deletions } from './deletions.js';
import type { Drain } from './drain.js';
import type { Flow } from './flow.js';
import type { Gate } from './gate.js';
import type { JournalLoader } from './journal-loader.js';
import type { ProgressSaver } from './progress-saver.js';

/** Everything that a journaled history is made of; see `openJournaledHistory`. */
export interface JournaledParts {
  readonly store: HistoryStore;
  readonly journal: Journal;
  readonly backlog: Backlog;
  readonly deletions: Deletions;
  readonly loader: JournalLoader;
  readonly drain: Drain;
  readonly saver: ProgressSaver;
  readonly gate: Gate;
  readonly overlay: Overlay;
  readonly merged: MergedHistory;
  readonly mergedNewest: MergedNewest;
  readonly mergedWindows: MergedWindows;
  readonly flow: Flow;
  /** How long closing waits for the store. */
  readonly closeMs: number;
}

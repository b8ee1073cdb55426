import type { Reading } from '@kilowatch/contracts';
import type { HistoryStore } from '@kilowatch/history-store';
import { freshReadings } from './fresh-readings.js';
import type { Gate } from '../journaled/gate.js';
import type { Overlay, Selection, WaitingReading } from './overlay.js';
import { storedAround } from './stored-around.js';
import type { StoreAnswer, StoreReader } from './store-reader.js';

/** The parts from which answers are put together: the store, and what waits for it. */
export class Merging {
  constructor(
    readonly reader: StoreReader,
    readonly overlay: Overlay,
    private readonly gate: Gate,
  ) {}

  /** To be taken before the store is asked: what is stored meanwhile is in both, what was not taken would be in none. */
  waiting(selection: Selection): WaitingReading[] {
    return this.overlay.readings(selection);
  }

  /** Asks the store; with something to add to its answer, while it is not written to. */
  ask<T>(
    waiting: readonly WaitingReading[],
    work: (store: HistoryStore) => Promise<T>,
  ): Promise<StoreAnswer<T>> {
    if (waiting.length === 0) return this.reader.ask(work);
    return this.reader.ask((store) => this.gate.beside(() => work(store)));
  }
}

/** Those of the waiting readings that the store does not have. */
export async function freshOf(store: HistoryStore, waiting: readonly WaitingReading[]): Promise<Reading[]> {
  if (waiting.length === 0) return [];
  const readings = waiting.map(({ reading }) => reading);
  return freshReadings(store, waiting, await storedAround(store, readings));
}

/** The same where the store cannot be asked. */
export const freshWithoutStore = (waiting: readonly WaitingReading[]): Promise<Reading[]> =>
  freshReadings({ series: async () => [] }, waiting, []);

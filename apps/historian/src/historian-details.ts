import type { Figures, HistorianFigures, ServiceDetails } from '@kilowatch/contracts';
import type { Door } from '@kilowatch/messaging';
import type { Flow } from './journaled/flow.js';
import type { JournaledHistory } from './journaled/journaled-history.js';
import type { StoreWatch } from './store-watch.js';
import type { StoredAcknowledgements } from './stored-acknowledgements/stored-acknowledgements.js';

interface Parts {
  readonly door: Pick<Door, 'counters'>;
  readonly flow: Flow;
  readonly history: JournaledHistory;
  readonly acknowledgements: StoredAcknowledgements;
  readonly journalQuotaBytes: number;
  readonly watch: StoreWatch;
}

/** What the historian says of itself. */
export function historianDetails({
  door,
  flow,
  history,
  acknowledgements,
  journalQuotaBytes,
  watch,
}: Parts): Omit<ServiceDetails, 'service'> {
  const { waiting, ...figures } = history.figures();
  const counters = flow.counters(waiting);
  const unreadable = Math.max(0, door.counters.refused - flow.refusals);
  return {
    flow: {
      ...counters,
      received: counters.received + unreadable,
      readings: counters.readings! + unreadable,
      quarantined: counters.quarantined + unreadable,
      dropped: counters.dropped + figures.unreadableRecords,
    },
    refusals: { ...door.counters.refusals },
    // No reason to be restarted, and yet something to know: what comes is in the journal only.
    ...(figures.storeProblem !== null && { problems: { store: figures.storeProblem } }),
    figures: {
      ...figures,
      journalQuotaBytes,
      foundAtStart: flow.found,
      sequencesMissing: acknowledgements.missing,
      ...watch.figures(),
    } satisfies HistorianFigures & Figures,
  };
}

import type { FlowCounters } from '@kilowatch/contracts';

/** What became of the readings that came in since the process began. */
export class Flow {
  received = 0;
  readings = 0;
  journalled = 0;
  /** Found in the journal at the start: journalled by a process before. */
  found = 0;
  stored = 0;
  duplicate = 0;
  quarantined = 0;
  /** On request, while they waited. */
  deleted = 0;
  dropped = 0;
  /** Entries in quarantine that these readings are in. */
  refusals = 0;

  counters(waiting: number): FlowCounters {
    const { received, readings, journalled, stored, duplicate, quarantined, deleted, dropped } = this;
    return { received, readings, journalled, stored, duplicate, quarantined, waiting, deleted, dropped };
  }
}

import type { FlowCounters, HistorianFigures, IngestFigures } from '@kilowatch/contracts';

/** One number of an account; negative: what went. */
export interface Entry {
  readonly name: EntryName;
  readonly count: number;
}

export type EntryName =
  | 'received'
  | 'readings'
  | 'foundAtStart'
  | 'stored'
  | 'duplicate'
  | 'waiting'
  | 'quarantined'
  | 'deleted'
  | 'dropped'
  | 'taken'
  | 'ofRetired'
  | 'ofIgnored';

/** What came in and what became of it. Both sides are the same when nothing was lost. */
export interface Account {
  readonly came: readonly Entry[];
  readonly became: readonly Entry[];
  /** What came and is in none of the others; undefined: one of the numbers is what is left. */
  readonly unaccounted: number | undefined;
}

const sumOf = (entries: readonly Entry[]): number => entries.reduce((sum, { count }) => sum + count, 0);

/** Readings of the historian, since its process began: readings + found = stored + duplicate + waiting + quarantined + deleted. */
export function historianAccount(
  flow: FlowCounters,
  { foundAtStart = 0 }: Partial<HistorianFigures>,
): Account {
  const came: Entry[] = [
    { name: 'readings', count: flow.readings ?? 0 },
    { name: 'foundAtStart', count: foundAtStart },
  ];
  const became: Entry[] = [
    { name: 'stored', count: flow.stored ?? 0 },
    { name: 'duplicate', count: flow.duplicate ?? 0 },
    { name: 'waiting', count: flow.waiting ?? 0 },
    { name: 'quarantined', count: flow.quarantined },
    { name: 'deleted', count: flow.deleted ?? 0 },
    { name: 'dropped', count: flow.dropped },
  ];
  return { came, became, unaccounted: sumOf(came) - sumOf(became) };
}

/** Messages of ingest, since its process began. What is taken is what is left: received − refused − of devices that do not count. */
export function ingestAccount(flow: FlowCounters, figures: Partial<IngestFigures>): Account {
  const { messagesOfRetiredDevices: ofRetired = 0, messagesOfIgnoredDevices: ofIgnored = 0 } = figures;
  const gone = flow.quarantined + ofRetired + ofIgnored + flow.dropped;
  return {
    came: [{ name: 'received', count: flow.received }],
    became: [
      { name: 'taken', count: Math.max(0, flow.received - gone) },
      { name: 'quarantined', count: flow.quarantined },
      { name: 'ofRetired', count: ofRetired },
      { name: 'ofIgnored', count: ofIgnored },
      { name: 'dropped', count: flow.dropped },
    ],
    unaccounted: undefined,
  };
}

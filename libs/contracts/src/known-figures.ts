/** Figures of the historian that others rely on; null: not known. */
export interface HistorianFigures {
  readonly journalBytes: number;
  readonly journalQuotaBytes: number;
  readonly journalDamages: number;
  /** Receive time (UTC epoch ms) of the oldest reading that the store does not have yet. */
  readonly oldestWaitingAtMs: number | null;
  /** Readings that a process before had journalled, and the store did not have. */
  readonly foundAtStart: number;
  readonly drainReadingsPerS: number | null;
  readonly lastCommitAtMs: number | null;
  readonly lastCommitMs: number | null;
  readonly storeKind: string | null;
  readonly storeProblem: string | null;
  readonly storeProblemSinceMs: number | null;
  readonly storeBytes: number | null;
  readonly storeLimitBytes: number | null;
  readonly storeOldestAtMs: number | null;
  /** Of the volume of DATA_DIR. */
  readonly volumeFreeBytes: number | null;
  readonly volumeBytes: number | null;
}

/** Figures of ingest that others rely on. */
export interface IngestFigures {
  readonly messagesOfRetiredDevices: number;
  readonly messagesOfIgnoredDevices: number;
  readonly messagesOnUnknownTopics: number;
  readonly messagesWithoutMeasurement: number;
  readonly devices: number;
  readonly silentDevices: number;
  readonly series: number;
  readonly quarantineRows: number;
  readonly quarantineBytes: number;
}

/** Figures of realtime-gateway that others rely on. */
export interface GatewayFigures {
  /** Devices that have no live values: there are more than places. */
  readonly devicesWithoutPlace: number;
  /** LIVE_MAX_DEVICES. */
  readonly devicePlaces: number;
}

/** Figures of the embedded broker that others rely on. */
export interface BrokerFigures {
  readonly brokerClients: number;
  readonly brokerJournalBytes: number;
  readonly brokerJournalQuotaBytes: number;
}

/** 2026-01-01T12:00:00Z, the time of every example. */
export const atMs = 1_767_268_800_000;
export const at = '2026-01-01T12:00:00.000Z';
export const uuid = '019b7986-5c00-7000-8000-000000000001';
export const battery = 'battery:demo';

export const aReading = {
  device: battery,
  metric: 'activePowerW',
  value: -10_000,
  atMs,
  receivedAtMs: atMs + 3,
  ordinal: 0,
};

export const anOriginal = {
  source: 'mqtt:batteries/demo/state',
  device: battery,
  receivedAtMs: atMs + 3,
  arrival: 42,
  body: '{"activePowerW":-10000}',
};

export const aDevice = {
  device: battery,
  kind: 'battery',
  isDemo: true,
  isRetired: false,
  connection: 'online',
  firstSeenAtMs: atMs - 60_000,
  lastSeenAtMs: atMs,
};

export const aSetpointOrder = {
  commandId: uuid,
  device: 'battery:default',
  direction: 'charge',
  requested: { value: 10, unit: 'kW' },
  holder: 'api',
  expiresAtMs: atMs + 2_000,
};

export const aCommandState = {
  commandId: uuid,
  device: 'battery:default',
  state: 'published',
  direction: 'charge',
  requested: { value: 10, unit: 'kW' },
  activePowerW: -10_000,
  holder: 'api',
  atMs,
};

export const aRefusal = {
  service: 'ingest',
  origin: 'mqtt:batteries/demo/state',
  code: 'message.malformed',
  reason: 'socPct must be 0 to 100, it is 420',
  atMs,
  bytes: 14,
  preview: '{"socPct":420}',
};

export const aKeptRefusal = { ...aRefusal, number: 7, isReplayable: true };

export const aQuarantineList = {
  total: 9,
  kept: 2,
  bytes: 500,
  counts: { 'message.malformed': 9 },
  keptCounts: { 'message.malformed': 2 },
  refusals: [aKeptRefusal],
  next: 7,
};

export const aReplay = { accepted: 2, refused: 0, notReplayable: 1, remaining: 0 };

export const someDetails = {
  service: 'historian',
  flow: {
    received: 10,
    readings: 1_000,
    journalled: 999,
    stored: 990,
    waiting: 9,
    quarantined: 1,
    dropped: 0,
  },
  refusals: { 'message.malformed': 1 },
  figures: { journalBytes: 4_096, storeProblem: null },
  problems: { history: 'the journal is full' },
  process: {
    instance: '3f9a01c27b64',
    version: '0.1.0',
    node: '24.21.0',
    host: 'historian-1',
    pid: 7,
    startedAtMs: atMs,
    memoryBytes: 90_000_000,
    heapBytes: 30_000_000,
    eventLoopDelayMs: 1.5,
    figures: { brokerClients: 9 },
  },
  saidAtMs: atMs,
};

export const aSeries = { device: battery, metric: 'socPct' };
export const someColumns = { ...aSeries, atMs: [atMs], mean: [50.5], timeWeightedMean: [null], level: '1h' };

export const aRangeReply = {
  points: [{ metric: 'activePowerW', atMs, value: -10_000 }],
  windows: [],
  next: 'opaque',
};

export const someStatistics = {
  metric: 'activePowerW',
  count: 2,
  min: -10_000,
  max: 0,
  mean: -5_000,
  last: -10_000,
  lastAtMs: atMs,
};

export const aFault = { error: 'unit must be W, kW or MW', code: 'unit.unknown' };

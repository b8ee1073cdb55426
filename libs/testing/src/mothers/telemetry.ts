import type { OriginalMessage, Reading, TelemetryBatch } from '@kilowatch/contracts';
import { aUuid, testTimeMs } from './time.js';

/** A state of charge of a real battery, 42 %. */
export const aReading = (parts: Partial<Reading> = {}): Reading => {
  const atMs = parts.atMs ?? testTimeMs;
  return {
    device: 'battery:b1',
    metric: 'socPct',
    value: 42,
    atMs,
    receivedAtMs: atMs,
    ordinal: 0,
    ...parts,
  };
};

export const anOriginalMessage = (parts: Partial<OriginalMessage> = {}): OriginalMessage => ({
  source: 'mqtt:batteries/b1/state',
  device: 'battery:b1',
  receivedAtMs: testTimeMs,
  arrival: 0,
  body: '{"socPct":42}',
  ...parts,
});

/** One reading and no message; the same `batch` each time unless another is given (`aUuid(1)`). */
export const aTelemetryBatch = (parts: Partial<TelemetryBatch> = {}): TelemetryBatch => ({
  batch: aUuid(),
  sentAtMs: testTimeMs,
  readings: [aReading()],
  messages: [],
  ...parts,
});

import type { BatteryReport, CommandState, DeviceEntry, Refusal, SetpointOrder } from '@kilowatch/contracts';
import { aUuid, testTimeMs } from './time.js';

/** A battery at rest, 42 % full. */
export const aBatteryReport = (parts: Partial<BatteryReport> = {}): BatteryReport => ({
  at: new Date(testTimeMs).toISOString(),
  heartbeat: 1,
  activePowerW: 0,
  voltageV: 400,
  currentA: 0,
  socPct: 42,
  temperatureC: 25,
  ...parts,
});

/** 10 kW of charging, asked for by the API, good for ten seconds. */
export const aSetpointOrder = (parts: Partial<SetpointOrder> = {}): SetpointOrder => ({
  commandId: aUuid(),
  device: 'battery:default',
  direction: 'charge',
  requested: { value: 10, unit: 'kW' },
  holder: 'api',
  expiresAtMs: testTimeMs + 10_000,
  ...parts,
});

export const aCommandState = (parts: Partial<CommandState> = {}): CommandState => ({
  commandId: aUuid(),
  device: 'battery:default',
  state: 'published',
  direction: 'charge',
  requested: { value: 10, unit: 'kW' },
  activePowerW: -10_000,
  holder: 'api',
  atMs: testTimeMs,
  ...parts,
});

export const aDeviceEntry = (parts: Partial<DeviceEntry> = {}): DeviceEntry => ({
  device: 'battery:b1',
  kind: 'battery',
  isDemo: false,
  isRetired: false,
  connection: 'online',
  firstSeenAtMs: testTimeMs,
  lastSeenAtMs: testTimeMs,
  ...parts,
});

export const aRefusal = (parts: Partial<Refusal> = {}): Refusal => ({
  service: 'ingest',
  origin: 'mqtt:batteries/b1/state',
  code: 'message.malformed',
  reason: 'The payload is not JSON',
  atMs: testTimeMs,
  bytes: 3,
  preview: 'x=1',
  ...parts,
});

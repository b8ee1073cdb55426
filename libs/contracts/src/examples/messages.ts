import type { Examples } from './example.js';
import {
  aCommandState,
  aDevice,
  anOriginal,
  aReading,
  aRefusal,
  at,
  atMs,
  battery,
  someDetails,
  uuid,
} from './parts.js';

const aBatch = { batch: uuid, sentAtMs: atMs, readings: [aReading], messages: [anOriginal] };
const anInstance = { instance: '3f9a01c27b64', host: 'historian-1', pid: 7, sinceMs: atMs };

export const messageExamples: Examples = {
  'batteries/{id}/state': {
    valid: { at, heartbeat: 7, socPct: 55.5, activePowerW: -10_000, voltageV: 51.2, vendorKey: 'kept' },
    invalid: { at, socPct: 420 },
    at: 'socPct',
  },
  'batteries/{id}/status': { valid: 'online', invalid: 'on', at: '' },
  'battery/charge': {
    valid: { charge: 10, unit: 'kW', timestamp: at },
    invalid: { charge: -1, unit: 'kW', timestamp: at },
    at: 'charge',
  },
  'battery/discharge': {
    valid: { discharge: 2_500, unit: 'W', timestamp: at },
    invalid: { discharge: 2_500, unit: 'kWh', timestamp: at },
    at: 'unit',
  },
  'kw/v1/telemetry/{source}': {
    valid: aBatch,
    invalid: { ...aBatch, readings: [{ ...aReading, value: Number.NaN }] },
    at: 'readings.0.value',
  },
  'kw/v1/state/{device}': {
    valid: { device: battery, atMs, metrics: { socPct: { value: 55.5, atMs, quality: 'estimated' } } },
    invalid: { device: battery, atMs, metrics: { socPct: { value: '55.5', atMs } } },
    at: 'metrics.socPct.value',
  },
  'kw/v1/devices/{device}': {
    valid: aDevice,
    invalid: { ...aDevice, device: 'toaster:1' },
    at: 'device',
  },
  'kw/v1/commands/{device}/changed': {
    valid: {
      ...aCommandState,
      state: 'rejected',
      reason: { code: 'setpoint.out-of-range', text: 'over 15 kW' },
    },
    invalid: { ...aCommandState, state: 'done' },
    at: 'state',
  },
  'kw/v1/quarantine/added': {
    valid: { ...aRefusal, payload: { encoding: 'utf8', data: '{"socPct":420}', isRetained: true } },
    invalid: { ...aRefusal, code: 'oops' },
    at: 'code',
  },
  'sensors/{id}/{type}': {
    valid: { value: 21.5, unit: '°C', boot: '7c1e', seq: 12, keptFrom: 9 },
    invalid: { value: 21.5, boot: '7c1e', seq: 0, keptFrom: 1 },
    at: 'seq',
  },
  'esp32/sensor_data': { valid: '{"device_id":"demo","voltage":3.7}', invalid: 3.7, at: '' },
  'gas/demo/data': { valid: '{"pct":90,"id":"demo","sensors":[]}', invalid: {}, at: '' },
  'demo/HP/{register}': { valid: '21.5', invalid: 21.5, at: '' },
  'R/{portal}/keepalive': { valid: '', invalid: 'x'.repeat(201), at: '' },
  'kw/v1/stored/{device}': { valid: { boot: '7c1e', seq: 12 }, invalid: { boot: '', seq: 12 }, at: 'boot' },
  'kw/v1/services/{name}/details': {
    valid: someDetails,
    invalid: { ...someDetails, flow: { ...someDetails.flow, dropped: undefined } },
    at: 'flow.dropped',
  },
  'kw/v1/services/{name}/status': { valid: 'offline', invalid: '', at: '' },
  'kw/v1/services/{name}/instance': {
    valid: { ...anInstance, turn: 2 },
    invalid: { ...anInstance, turn: 0 },
    at: 'turn',
  },
  'kw/v1/services/{name}/instance/asked': {
    valid: anInstance,
    invalid: { ...anInstance, pid: -1 },
    at: 'pid',
  },
  'kw/v1/services/{name}/sessions': {
    valid: { filters: ['kw/v1/telemetry/+', 'battery/charge'] },
    invalid: { filters: [''] },
    at: 'filters.0',
  },
  'kw/v1/inbox/{client}': {
    valid: { correlation: 'c1', ok: false, fault: { error: 'no such device', code: 'device.unknown' } },
    invalid: { correlation: 'c1', ok: false },
    at: '',
  },
};

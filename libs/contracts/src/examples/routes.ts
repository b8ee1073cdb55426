import type { Example, Examples } from './example.js';
import {
  aDevice,
  aRangeReply,
  aReading,
  aRefusal,
  at,
  atMs,
  battery,
  someStatistics,
  uuid,
} from './parts.js';

const published = (direction: string): Example => ({
  valid: { message: `Published ${direction} of 10 kW`, commandId: uuid, status: 'published' },
  invalid: { message: `Published ${direction} of 10 kW`, commandId: uuid, status: 'queued' },
  at: 'status',
});
const written: Example = {
  valid: { message: 'Data written successfully' },
  invalid: { message: 'ok' },
  at: 'message',
};
const span = { fromMs: atMs - 3_600_000, toMs: atMs };

const predecessors: Examples = {
  'POST /charge body': {
    valid: { charge: 10, unit: 'kW', note: 'kept' },
    invalid: { charge: '10' },
    at: 'charge',
  },
  'POST /charge reply': published('charge'),
  'POST /discharge body': { valid: { discharge: 0 }, invalid: { charge: 10 }, at: 'discharge' },
  'POST /discharge reply': published('discharge'),
  'POST /writeCharge body': {
    valid: { charge: 10, unit: 'kW', timestamp: '2026-01-01T13:00:00+01:00' },
    invalid: { charge: 10, timestamp: 'yesterday' },
    at: 'timestamp',
  },
  'POST /writeCharge reply': written,
  'POST /write body': { valid: { charge: 0.01, unit: 'MW' }, invalid: { charge: null }, at: 'charge' },
  'POST /write reply': written,
  'POST /writeDischarge body': {
    valid: { discharge: 10_000, unit: 'W' },
    invalid: { discharge: Number.POSITIVE_INFINITY },
    at: 'discharge',
  },
  'POST /writeDischarge reply': written,
  'GET /read query': {
    valid: { begin: '-7d', end: 'now()' },
    invalid: { begin: ['-1h', '-2h'] },
    at: 'begin',
  },
  'GET /read reply': {
    valid: [{ time: at, charge: 10, discharge: null }],
    invalid: [{ time: at, charge: 10 }],
    at: '0.discharge',
  },
  'GET /livedata reply': {
    valid: { charge: 10, discharge: null, unit: 'kW', timestamp: at, value: 10 },
    invalid: { charge: 10_000, discharge: null, unit: 'W', timestamp: at, value: 10_000 },
    at: 'unit',
  },
};

export const routeExamples: Examples = {
  ...predecessors,
  'GET /api/v1/site reply': {
    valid: { version: '0.1.0', auth: 'loopback', ratedPowerW: null, timeZone: 'Europe/Berlin' },
    invalid: { version: '0.1.0', auth: 'none', ratedPowerW: null, timeZone: 'Europe/Berlin' },
    at: 'auth',
  },
  'GET /api/v1/devices reply': {
    valid: { devices: [aDevice] },
    invalid: { devices: [battery] },
    at: 'devices.0',
  },
  'GET /api/v1/devices/:device/latest reply': {
    valid: { device: battery, readings: [aReading] },
    invalid: { device: battery },
    at: 'readings',
  },
  'GET /api/v1/devices/:device/history query': {
    valid: { from: '-1d', to: 'now()', metrics: 'socPct,activePowerW', stepMs: '60000', limit: '100' },
    invalid: { from: '-1d', metrics: 'socPct', stepMs: 'often' },
    at: 'stepMs',
  },
  'GET /api/v1/devices/:device/history reply': {
    valid: { ...aRangeReply, ...span },
    invalid: { ...aRangeReply, fromMs: span.fromMs },
    at: 'toMs',
  },
  'GET /api/v1/devices/:device/statistics query': {
    valid: { metrics: 'charge,discharge' },
    invalid: { metrics: ',' },
    at: 'metrics',
  },
  'GET /api/v1/devices/:device/statistics reply': {
    valid: { statistics: [someStatistics], ...span },
    invalid: { statistics: [{ ...someStatistics, mean: null }], ...span },
    at: 'statistics.0.mean',
  },
  'DELETE /api/v1/devices/:device/history reply': {
    valid: { device: battery, points: 100, messages: 20 },
    invalid: { device: battery, points: 0.5, messages: 20 },
    at: 'points',
  },
  'GET /api/v1/quarantine query': { valid: { limit: '10' }, invalid: { limit: '101' }, at: 'limit' },
  'GET /api/v1/quarantine reply': {
    valid: { total: 1, refusals: [aRefusal] },
    invalid: { total: 1 },
    at: 'refusals',
  },
  'GET /api/v1/session reply': {
    valid: { isKeyRequired: true, isAllowed: true, expiresAtMs: atMs },
    invalid: { isKeyRequired: true, isAllowed: true },
    at: 'expiresAtMs',
  },
  'POST /api/v1/session body': {
    valid: { key: 'kw_2hXq0mV8nJ4rT6yB1cD3eF5g' },
    invalid: { key: '' },
    at: 'key',
  },
  'POST /api/v1/session reply': {
    valid: { isKeyRequired: true, isAllowed: true, expiresAtMs: atMs },
    invalid: { isKeyRequired: true, isAllowed: 'yes', expiresAtMs: atMs },
    at: 'isAllowed',
  },
  'DELETE /api/v1/session reply': {
    valid: { isKeyRequired: true, isAllowed: false, expiresAtMs: null },
    invalid: { isAllowed: false, expiresAtMs: null },
    at: 'isKeyRequired',
  },
};

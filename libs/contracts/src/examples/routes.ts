import { usualDisplay } from '../display.js';
import type { Example, Examples } from './example.js';
import {
  aDevice,
  aKeptRefusal,
  aQuarantineList,
  aRangeReply,
  aReading,
  aReplay,
  anOriginal,
  at,
  atMs,
  battery,
  someColumns,
  someDetails,
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
const aSeriesReply = {
  ...{ fromMs: atMs - 86_400_000, toMs: atMs, stepMs: null, step: '1d', timeZone: 'Europe/Berlin' },
  series: [{ ...someColumns, gaps: [[atMs - 7_200_000, atMs - 3_600_000]] }],
};
const anImport = {
  ...{ lines: 3, accepted: 2, refused: 1, isDone: true },
  problems: [{ line: 2, reason: 'value must be a finite number, it is NaN' }],
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

const mqtt = { host: '127.0.0.1', port: 1883, isLocal: true, openedBy: 'MQTT_HOST', account: 'none' };
const aSite = {
  version: '0.1.0',
  ratedPowerW: null,
  timeZone: 'Europe/Berlin',
  display: usualDisplay,
  connect: { mqtt },
};

export const routeExamples: Examples = {
  ...predecessors,
  'GET /api/v1/site reply': {
    valid: { ...aSite, auth: 'loopback' },
    invalid: { ...aSite, auth: 'none' },
    at: 'auth',
  },
  'GET /api/v1/devices reply': {
    valid: { devices: [{ ...aDevice, state: 'online' }] },
    invalid: { devices: [battery] },
    at: 'devices.0',
  },
  'GET /api/v1/devices/:device/latest reply': {
    valid: { device: battery, readings: [aReading] },
    invalid: { device: battery },
    at: 'readings',
  },
  'GET /api/v1/devices/:device/messages query': {
    valid: { limit: '20' },
    invalid: { limit: '101' },
    at: 'limit',
  },
  'GET /api/v1/devices/:device/messages reply': {
    valid: { device: battery, messages: [anOriginal] },
    invalid: { device: battery, messages: [{ ...anOriginal, body: null }] },
    at: 'messages.0.body',
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
  'GET /api/v1/history query': {
    valid: {
      devices: 'battery:demo',
      metrics: 'socPct,voltageV',
      from: '-7d',
      step: '1d',
      aggregate: 'mean,max',
    },
    invalid: { devices: 'demo', metrics: 'socPct' },
    at: 'devices.0',
  },
  'GET /api/v1/history reply': {
    valid: aSeriesReply,
    invalid: { ...aSeriesReply, series: [someColumns] },
    at: 'series.0.gaps',
  },
  'GET /api/v1/latest query': { valid: { device: ['sensor:a,b'] }, invalid: { metrics: ',' }, at: 'metrics' },
  'GET /api/v1/latest reply': { valid: { readings: [aReading] }, invalid: {}, at: 'readings' },
  'POST /api/v1/import/originals query': {
    valid: { from: 'battery-twin', dryRun: 'true' },
    invalid: { from: 'The twin' },
    at: 'from',
  },
  'POST /api/v1/import/originals reply': {
    valid: { accepted: 1, known: 1, refused: 1, problems: [{ line: 3, reason: 'No data provided' }] },
    invalid: { accepted: 1, known: -1, refused: 0, problems: [] },
    at: 'known',
  },
  'POST /api/v1/history/import query': {
    valid: { precision: 'ms', device: 'sensor:cellar' },
    invalid: { precision: 'minutes' },
    at: 'precision',
  },
  'POST /api/v1/history/import reply': {
    valid: anImport,
    invalid: { ...anImport, problems: [{ line: 0, reason: 'no value' }] },
    at: 'problems.0.line',
  },
  'DELETE /api/v1/history query': {
    valid: { device: battery, metrics: 'socPct', from: '-2h', to: '-1h' },
    invalid: { device: battery, metrics: 'socPct', from: '-2h' },
    at: 'to',
  },
  'DELETE /api/v1/history reply': {
    valid: { device: battery, points: 3 },
    invalid: { device: battery },
    at: 'points',
  },
  'POST /api/v1/history/backup reply': {
    valid: { file: '/data/backup/history.sqlite', bytes: 4_096 },
    invalid: { bytes: 4_096 },
    at: 'file',
  },
  'GET /api/v1/quarantine query': {
    valid: { limit: '10', before: '7', code: 'message.malformed' },
    invalid: { limit: '101' },
    at: 'limit',
  },
  'GET /api/v1/quarantine reply': {
    valid: aQuarantineList,
    invalid: { ...aQuarantineList, refusals: undefined },
    at: 'refusals',
  },
  'GET /api/v1/quarantine/:number reply': {
    valid: aKeptRefusal,
    invalid: { ...aKeptRefusal, number: '7' },
    at: 'number',
  },
  'POST /api/v1/quarantine/replay body': { valid: { all: true }, invalid: { all: false }, at: 'all' },
  'POST /api/v1/quarantine/replay reply': {
    valid: aReplay,
    invalid: { ...aReplay, accepted: null },
    at: 'accepted',
  },
  'DELETE /api/v1/quarantine/:number reply': {
    valid: { deleted: 1 },
    invalid: { deleted: -1 },
    at: 'deleted',
  },
  'DELETE /api/v1/quarantine query': { valid: { all: 'true' }, invalid: { code: 'oops' }, at: 'code' },
  'DELETE /api/v1/quarantine reply': { valid: { deleted: 3 }, invalid: {}, at: 'deleted' },
  'GET /api/v1/health/details reply': {
    valid: { services: [someDetails] },
    invalid: { services: [{ ...someDetails, service: 'toaster' }] },
    at: 'services.0.service',
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

import type { Examples } from './example.js';
import {
  aKeptRefusal,
  anOriginal,
  aQuarantineList,
  aRangeReply,
  aReading,
  aReplay,
  aSeries,
  aSetpointOrder,
  at,
  atMs,
  battery,
  someColumns,
  someStatistics,
  uuid,
} from './parts.js';

const span = { fromMs: atMs - 60_000, toMs: atMs };
const aMark = { device: battery, metric: 'charge', atMs };

export const requestExamples: Examples = {
  'kw/v1/commands/{device}/apply': {
    valid: aSetpointOrder,
    invalid: { ...aSetpointOrder, requested: { value: 10, unit: 'kWh' } },
    at: 'requested.unit',
  },
  'kw/v1/commands/{device}/apply reply': {
    valid: { commandId: uuid, topic: 'battery/charge', timestamp: at, atMs },
    invalid: { commandId: '1', topic: 'battery/charge', timestamp: at, atMs },
    at: 'commandId',
  },
  'kw/v1/quarantine/list': { valid: { limit: 10 }, invalid: { limit: 0 }, at: 'limit' },
  'kw/v1/quarantine/list reply': {
    valid: aQuarantineList,
    invalid: { ...aQuarantineList, total: -1 },
    at: 'total',
  },
  'kw/v1/quarantine/get': { valid: { number: 7 }, invalid: { number: 0 }, at: 'number' },
  'kw/v1/quarantine/get reply': {
    valid: { ...aKeptRefusal, payload: { encoding: 'utf8', data: '{"socPct":420}' } },
    invalid: { ...aKeptRefusal, payload: { encoding: 'hex', data: '00' } },
    at: 'payload.encoding',
  },
  'kw/v1/quarantine/replay': { valid: { numbers: [7, 9] }, invalid: { numbers: [7], all: true }, at: '' },
  'kw/v1/quarantine/replay reply': {
    valid: aReplay,
    invalid: { ...aReplay, refused: -1 },
    at: 'refused',
  },
  'kw/v1/quarantine/delete': { valid: { code: 'message.malformed' }, invalid: {}, at: '' },
  'kw/v1/quarantine/delete reply': { valid: { deleted: 3 }, invalid: {}, at: 'deleted' },
  'kw/v1/history/latest': {
    valid: { devices: [battery], metrics: ['socPct'], after: [aMark] },
    invalid: { devices: ['demo'] },
    at: 'devices.0',
  },
  'kw/v1/history/latest reply': {
    valid: { readings: [aReading] },
    invalid: { readings: [{ ...aReading, unit: 'W' }] },
    at: 'readings.0',
  },
  'kw/v1/history/range': {
    valid: { device: battery, metrics: ['socPct'], ...span, stepMs: 60_000, limit: 100, cursor: 'opaque' },
    invalid: { device: battery, metrics: [], ...span },
    at: 'metrics',
  },
  'kw/v1/history/range reply': {
    valid: aRangeReply,
    invalid: { ...aRangeReply, points: [{ metric: 'socPct', atMs }] },
    at: 'points.0.value',
  },
  'kw/v1/history/statistics': {
    valid: { device: battery, metrics: ['charge', 'discharge'], ...span },
    invalid: { device: battery, metrics: ['charge'], fromMs: '-1h', toMs: atMs },
    at: 'fromMs',
  },
  'kw/v1/history/statistics reply': {
    valid: { statistics: [someStatistics] },
    invalid: { statistics: [{ ...someStatistics, count: 0 }] },
    at: 'statistics.0.count',
  },
  'kw/v1/history/messages': {
    valid: { device: battery, ...span, limit: 500 },
    invalid: { device: battery, ...span, limit: 501 },
    at: 'limit',
  },
  'kw/v1/history/messages reply': {
    valid: { messages: [anOriginal], next: 'opaque' },
    invalid: { messages: [{ ...anOriginal, body: { socPct: 1 } }] },
    at: 'messages.0.body',
  },
  'kw/v1/history/series': {
    valid: { series: [aSeries], ...span, stepMs: 60_000, aggregates: ['mean', 'timeWeightedMean'] },
    invalid: { series: [aSeries], ...span, stepMs: 60_000, aggregates: ['median'] },
    at: 'aggregates.0',
  },
  'kw/v1/history/series reply': {
    valid: { series: [someColumns] },
    invalid: { series: [{ ...someColumns, mean: ['50'] }] },
    at: 'series.0.mean.0',
  },
  'kw/v1/history/import': {
    valid: { series: [aSeries], of: [0, 0], atMs: [atMs, atMs + 1], value: [50, 51] },
    invalid: { series: [aSeries], of: [0, 0], atMs: [atMs], value: [50, 51] },
    at: '',
  },
  'kw/v1/history/import reply': {
    valid: { accepted: 1, refused: [{ position: 1, reason: 'in the future' }] },
    invalid: { accepted: 1, refused: [{ position: -1, reason: 'in the future' }] },
    at: 'refused.0.position',
  },
  'kw/v1/history/delete': {
    valid: { device: battery, metrics: ['socPct'], ...span, by: 'the API key' },
    invalid: { device: battery, metrics: ['socPct'], ...span },
    at: 'by',
  },
  'kw/v1/history/delete reply': { valid: { points: 3 }, invalid: { points: '3' }, at: 'points' },
  'kw/v1/history/backup': { valid: {}, invalid: { file: 'a' }, at: '' },
  'kw/v1/history/backup reply': {
    valid: { file: '/data/backup/history.sqlite', bytes: 4_096 },
    invalid: { file: '/data/backup/history.sqlite' },
    at: 'bytes',
  },
  'kw/v1/history/write': {
    valid: { readings: [{ ...aReading, device: 'battery:default', metric: 'charge', value: 10 }] },
    invalid: { readings: [] },
    at: 'readings',
  },
  'kw/v1/history/write reply': {
    valid: { accepted: 1 },
    invalid: { accepted: 1.5 },
    at: 'accepted',
  },
  'kw/v1/history/forget': { valid: { device: battery }, invalid: {}, at: 'device' },
  'kw/v1/history/forget reply': {
    valid: { points: 100, messages: 20 },
    invalid: { points: 100 },
    at: 'messages',
  },
};

import type { Examples } from './example.js';
import {
  anOriginal,
  aRangeReply,
  aReading,
  aRefusal,
  aSetpointOrder,
  at,
  atMs,
  battery,
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
    valid: { total: 1, refusals: [aRefusal] },
    invalid: { total: -1, refusals: [] },
    at: 'total',
  },
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
  'kw/v1/history/write': {
    valid: { readings: [{ ...aReading, device: 'battery:default', metric: 'charge', value: 10 }] },
    invalid: { readings: [] },
    at: 'readings',
  },
  'kw/v1/history/write reply': { valid: { stored: 1 }, invalid: { stored: 1.5 }, at: 'stored' },
  'kw/v1/history/forget': { valid: { device: battery }, invalid: {}, at: 'device' },
  'kw/v1/history/forget reply': {
    valid: { points: 100, messages: 20 },
    invalid: { points: 100 },
    at: 'messages',
  },
};

import type { Examples } from './example.js';
import { aDevice, anOriginal } from './parts.js';

const aGasDevice = {
  ...{ ...aDevice, device: 'gas:handheld 1', kind: 'gas', isDemo: false, dialect: 'gas' },
  ...{ name: 'Cellar', group: 'House', location: 'Cellar', calibration: 'calibrated' },
  ...{ calibratedOn: '2026-03-12', calibrationDueOn: '2027-03-12', calibrationNote: 'J. Berg, CO 50 ppm' },
  ...{ expectedIntervalMs: 5_000, series: [{ metric: 'concentrationPpm', index: 'CH4/0', unit: 'ppm' }] },
  thresholds: { 'concentrationPpm/CH4/0': { warningAbove: 4_400, criticalAbove: 17_600 } },
  removedSeries: { 'concentrationPpm/CO/1': 1_767_268_740_000 },
};
const aShown = { ...aGasDevice, state: 'online' };
const settings = {
  ...{ name: 'Cellar', location: null, isIgnored: false },
  ...{ calibration: 'calibrated', calibratedOn: '2026-03-12', calibrationDueOn: null },
  removedSeries: { 'concentrationPpm/CO/1': 1_767_268_740_000 },
};

/** Of the device registry, and of the questions that predecessors' pages lead to. */
export const registryExamples: Examples = {
  'kw/v1/registry/change': {
    valid: { device: 'gas:handheld 1', settings },
    invalid: { device: 'gas:handheld 1', settings: { ...settings, colour: 'red' } },
    at: 'settings',
  },
  'kw/v1/registry/change reply': {
    valid: { entry: aGasDevice },
    invalid: { entry: { ...aGasDevice, brand: 'acme' } },
    at: 'entry.brand',
  },
  'kw/v1/registry/forget': {
    valid: { device: 'cell:ESP32_01' },
    invalid: { device: 'ESP32_01' },
    at: 'device',
  },
  'kw/v1/registry/forget reply': { valid: { device: 'cell:ESP32_01' }, invalid: {}, at: 'device' },
  'kw/v1/history/newest-messages': {
    valid: { kind: 'gas', limit: 1 },
    invalid: { kind: 'gas', limit: 1_001 },
    at: 'limit',
  },
  'kw/v1/history/newest-messages reply': {
    valid: { messages: [anOriginal], next: 'opaque' },
    invalid: { next: 'opaque' },
    at: 'messages',
  },
  'kw/v1/predecessors/ask': {
    valid: { question: { of: 'heat-pump-graphs', range: '24h' } },
    invalid: { question: { of: 'heat-pump-graphs', range: '0d' } },
    at: 'question.range',
  },
  'kw/v1/predecessors/ask reply': { valid: { deflated: 'S0vMKU0FAA==' }, invalid: {}, at: 'deflated' },
  'GET /api/v1/devices/:device reply': {
    valid: aShown,
    invalid: { ...aShown, state: 'dead' },
    at: 'state',
  },
  'PATCH /api/v1/devices/:device body': {
    valid: settings,
    invalid: { calibratedOn: '2026-02-30' },
    at: 'calibratedOn',
  },
  'PATCH /api/v1/devices/:device reply': { valid: aShown, invalid: { ...aShown, state: 1 }, at: 'state' },
  'DELETE /api/v1/devices/:device reply': {
    valid: { device: 'cell:ESP32_01' },
    invalid: { device: '' },
    at: 'device',
  },
};

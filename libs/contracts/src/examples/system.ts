import type { Examples } from './example.js';
import { atMs, someDetails } from './parts.js';

const aSetting = { name: 'MQTT_PORT', value: '1883', from: 'default', about: 'port of the broker' };
const aSecret = { name: 'API_KEY', value: null, from: 'file', isSecret: true };
const aReport = {
  service: 'historian',
  isNeeded: true,
  state: 'working',
  sinceMs: atMs,
  receivedPerS: 12.5,
  publishedPerS: 0,
  details: someDetails,
};
const aSystem = {
  atMs,
  version: '0.1.0',
  broker: { kind: 'external', address: 'mosquitto:1883', problem: null, sinceMs: null },
  services: [aReport],
};

export const systemExamples: Examples = {
  'kw/v1/services/{name}/settings': {
    valid: { settings: [aSetting, aSecret] },
    invalid: { settings: [{ ...aSetting, from: 'hearsay' }] },
    at: 'settings.0.from',
  },
  'GET /api/v1/system reply': {
    valid: aSystem,
    invalid: { ...aSystem, services: [{ ...aReport, state: 'tired' }] },
    at: 'services.0.state',
  },
  'GET /api/v1/system/settings reply': {
    valid: { settings: [{ ...aSetting, services: ['ingest', 'historian'] }] },
    invalid: { settings: [{ ...aSetting, services: [] }] },
    at: 'settings.0.services',
  },
};

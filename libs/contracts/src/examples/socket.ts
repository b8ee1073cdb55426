import type { Example, Examples } from './example.js';
import { aCommandState, aDevice, aFault, atMs, battery } from './parts.js';

const aDeviceSnapshot = { ...aDevice, seq: 3, metrics: { socPct: { value: 55.5, atMs } } };
const aSnapshot = { atMs, devices: [aDeviceSnapshot] };
const aDelta = {
  device: battery,
  fromSeq: 4,
  seq: 6,
  lastSeenAtMs: atMs + 3,
  readings: [{ metric: 'socPct', value: 55.4, atMs }],
};
const acknowledgement: Example = {
  valid: { ok: true, snapshot: aSnapshot },
  invalid: { ok: true, fault: aFault },
  at: '',
};

export const socketExamples: Examples = {
  'socket handshake': {
    valid: { watch: { kinds: ['gas'] } },
    invalid: { watch: { kinds: ['gases'] } },
    at: 'watch.kinds.0',
  },
  'socket beat': { valid: { atMs }, invalid: { atMs: 'now' }, at: 'atMs' },
  'socket snapshot': {
    valid: aSnapshot,
    invalid: { atMs, devices: [{ ...aDeviceSnapshot, seq: -1 }] },
    at: 'devices.0.seq',
  },
  'socket delta': { valid: aDelta, invalid: { ...aDelta, readings: [] }, at: 'readings' },
  'socket device': { valid: aDevice, invalid: { ...aDevice, connection: 'gone' }, at: 'connection' },
  'socket command': { valid: aCommandState, invalid: { ...aCommandState, atMs: 1.5 }, at: 'atMs' },
  'socket fault': { valid: aFault, invalid: { ...aFault, error: '' }, at: 'error' },
  'socket watch payload': {
    valid: { kinds: ['gas', 'cell'], devices: [battery] },
    invalid: { devices: 'some' },
    at: 'devices',
  },
  'socket watch ack': acknowledgement,
  'socket resync payload': { valid: {}, invalid: { since: 3 }, at: '' },
  'socket resync ack': acknowledgement,
};

import type { Example, Examples } from './example.js';
import { at, atMs } from './parts.js';

const aCellRow = {
  ...{ id: atMs * 1_000, timestamp: at, device_id: 'ESP32_01', voltage: 3.7, current_ma: 150.5 },
  ...{ power_mw: 555.85, temperature: 25.3, acs_current_a: 0.155, wifi_rssi: -45 },
};
const anEntity = {
  ...{ pct: 90, device_id: 'handheld 1', system_time: atMs / 1_000, system_datetime: at },
  sensors: [{ type: 'CH4', val: 200 }],
};
const aSensorRow = {
  ...{ sensor_id: 'temp_01', sensor_type: 'temperature', value: 23.5, unit: '°C', timestamp: at },
  ...{ location: 'Room A', metadata: { calibrated: true } },
};
const someStats = {
  ...{ sensor_id: 'temp_01', min_value: 21, max_value: 24.1, avg_value: 22.75, count: 120, last_reading: at },
  ...{ sensor_type: 'temperature', unit: '°C', location: null },
};
const aConfig = { brand: 'thermia', display_name: 'Thermia Diplomat', colors: { cop: '#4caf50' } };

const aBody: Example = { valid: { device_id: 'ESP32_01', voltage: 3.7 }, invalid: [], at: '' };
const saved: Example = {
  valid: { status: 'success', message: 'Data saved' },
  invalid: { status: 'ok', message: 'Data saved' },
  at: 'status',
};
const lines = {
  query: { valid: { precision: 'ms', bucket: 'x' }, invalid: { precision: 'min' }, at: 'precision' },
};

/** Of what the predecessors' devices, pages and scripts send and read. */
export const predecessorExamples: Examples = {
  'POST /sensor_data body': aBody,
  'POST /sensor_data reply': saved,
  'POST /data body': aBody,
  'POST /data reply': saved,
  'POST /receive-json body': aBody,
  'POST /receive-json reply': {
    valid: { received: { pct: 90, id: 'handheld 1' }, system_time: 1_737_450_000 },
    invalid: { received: {}, system_time: at },
    at: 'system_time',
  },
  'POST /api/v2/write query': lines.query,
  'POST /api/v2/write reply': { valid: null, invalid: {}, at: '' },
  'POST /write/lines query': lines.query,
  'POST /write/lines reply': { valid: null, invalid: {}, at: '' },
  'GET /api/history query': { valid: { limit: '10' }, invalid: [], at: '' },
  'GET /api/history reply': {
    valid: [aCellRow],
    invalid: [{ ...aCellRow, voltage: '3.7' }],
    at: '0.voltage',
  },
  'GET /api/stats reply': { valid: { total_readings: 0 }, invalid: {}, at: 'total_readings' },
  'GET /api/latest reply': {
    valid: { success: true, data: aCellRow },
    invalid: { data: aCellRow },
    at: 'success',
  },
  'GET /get-last-entity reply': {
    valid: anEntity,
    invalid: { ...anEntity, system_time: 0.5 },
    at: 'system_time',
  },
  'GET /get-data-from-timestamp query': { valid: { system_time: '0' }, invalid: [], at: '' },
  'GET /get-data-from-timestamp reply': { valid: [anEntity], invalid: anEntity, at: '' },
  'GET /api/config reply': { valid: aConfig, invalid: { ...aConfig, brand: 'acme' }, at: 'brand' },
  'GET /api/initial-data query': { valid: { range: '7d' }, invalid: { range: ['7d'] }, at: 'range' },
  'GET /api/initial-data reply': { valid: { config: aConfig }, invalid: {}, at: 'config' },
  'GET /api/sensors reply': {
    valid: { sensors: [someStats] },
    invalid: { sensors: [{ ...someStats, count: 1.5 }] },
    at: 'sensors.0.count',
  },
  'GET /api/sensors/:sensor/readings query': { valid: { hours: '24' }, invalid: [], at: '' },
  'GET /api/sensors/:sensor/readings reply': {
    valid: { readings: [aSensorRow] },
    invalid: { readings: [{ ...aSensorRow, value: null }] },
    at: 'readings.0.value',
  },
  'GET /health reply': { valid: { status: 'healthy' }, invalid: { status: 'ok' }, at: 'status' },
  "predecessors' socket response": { valid: { data: 'Connected to server' }, invalid: {}, at: 'data' },
  "predecessors' socket new_data": { valid: { voltage: 3.7 }, invalid: [], at: '' },
  "predecessors' socket update_data": {
    valid: anEntity,
    invalid: { ...anEntity, device_id: 7 },
    at: 'device_id',
  },
  "predecessors' socket connection_status": {
    valid: { status: 'connected', message: 'WebSocket ansluten' },
    invalid: { status: 'connected' },
    at: 'message',
  },
  "predecessors' socket graph_update": { valid: { timestamp: at }, invalid: {}, at: 'timestamp' },
  "predecessors' socket pong": { valid: { timestamp: at }, invalid: { timestamp: atMs }, at: 'timestamp' },
  "predecessors' socket status": { valid: { message: 'Connected' }, invalid: {}, at: 'message' },
  "predecessors' socket sensor_update": {
    valid: aSensorRow,
    invalid: { ...aSensorRow, unit: null },
    at: 'unit',
  },
  "predecessors' socket sensor_history": {
    valid: { sensor_id: 'temp_01', readings: [aSensorRow] },
    invalid: { sensor_id: 'temp_01' },
    at: 'readings',
  },
  "predecessors' socket sensor_stats": { valid: { sensors: [someStats] }, invalid: {}, at: 'sensors' },
  "predecessors' socket error": { valid: { message: 'oops' }, invalid: {}, at: 'message' },
};

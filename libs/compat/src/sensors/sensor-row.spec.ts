import { describe, expect, it } from '@jest/globals';
import { sensorRowOf } from './sensor-row.js';

const receivedAtMs = Date.UTC(2024, 0, 2);
const rowOf = (body: unknown, source = 'mqtt:sensors/temp_01/temperature') =>
  sensorRowOf({
    source,
    device: 'sensor:temp_01',
    receivedAtMs,
    arrival: 1,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('a row of the IoT sensors', () => {
  it('says what the sensor said, in UTC with offset', () => {
    const said = { value: 23.5, unit: '°C', location: 'Room A', metadata: { calibrated: true } };
    expect(
      rowOf({ ...said, sensor_id: 'temp_01', type: 'temp', timestamp: '2024-01-01T14:00:00+02:00' }),
    ).toEqual({
      ...said,
      sensor_id: 'temp_01',
      sensor_type: 'temp',
      timestamp: '2024-01-01T12:00:00+00:00',
    });
  });

  it('is filled up where the sensor said no more than a value', () => {
    expect(rowOf({ value: '45.2' }, 'mqtt:sensors/temp_01/air%20humidity')).toEqual({
      sensor_id: 'temp_01',
      sensor_type: 'air humidity',
      value: 45.2,
      unit: '',
      timestamp: '2024-01-02T00:00:00+00:00',
      location: null,
      metadata: {},
    });
  });

  it.each([
    [{ value: 1, type: null }, { sensor_type: 'unknown' }],
    [{ value: 1, type: 7 }, { sensor_type: '7' }],
    [
      { value: true, metadata: 0, unit: null },
      { value: 1, metadata: {}, unit: '' },
    ],
    [
      { value: 1, metadata: [], timestamp: '20240101T120000.123456' },
      { metadata: {}, timestamp: '2024-01-01T12:00:00.123456+00:00' },
    ],
    [{ value: 1, location: { room: 3 } }, { location: { room: 3 } }],
  ])('reads %j', (body, row) => {
    expect(rowOf(body)).toMatchObject(row);
  });

  it.each(['', '21.5', '[]', '{"state":"on"}', '{"value":"warm"}'])('is none: %s', (body) => {
    expect(rowOf(body)).toBeUndefined();
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cellRow, type OriginalMessage } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellRowOf } from './cell-row.js';

interface Recorded {
  readonly http?: string;
  readonly mqtt?: string;
  readonly case?: string;
  readonly req?: object;
  readonly payload?: object;
  readonly res?: unknown;
}
const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../vectors/battery-twin.json'), 'utf8'),
) as Recorded[];
const find = (http: string): Recorded => recorded.find((one) => one.http === http)!;

const receivedAtMs = Date.UTC(2025, 5, 1, 12, 0, 0, 123);
const rowOf = (body: unknown, parts: Partial<OriginalMessage> = {}) =>
  cellRowOf({
    ...{ source: 'http:/sensor_data', device: 'cell:ESP32_01', receivedAtMs, arrival: 1 },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...parts,
  });

describe('a row of the battery twin', () => {
  it('is the recorded one, with the time of receipt in UTC with offset', () => {
    const [row] = find('GET /api/history?limit=100').res as object[];
    const expected = { ...row, timestamp: '2025-06-01T12:00:00.123+00:00' };
    expect(rowOf(find('POST /sensor_data').req)).toEqual(expected);
    expect(rowOf(find('POST /sensor_data').req, { source: 'mqtt:esp32/sensor_data' })).toEqual(expected);
    expect(Object.keys(rowOf(find('POST /sensor_data').req)!)).toEqual(Object.keys(expected));
  });

  it('has the documented names for those of the firmware, and its power computed', () => {
    const { req } = find('POST /data');
    const row = rowOf({ ...req, power_mw: 1 }, { source: 'http:/data' });
    expect(row).toMatchObject({ voltage: 3.7, current_ma: 150.5, temperature: 25.3, acs_current_a: 0.155 });
    expect(row!.power_mw).toBeCloseTo(556.85, 9);
    expect(rowOf(req)).toMatchObject({ voltage: 3.7, power_mw: 0 });
  });

  it('has the keys of the later revision where the message has one of them', () => {
    const { payload } = recorded.find((one) => one.case === 'later key set')!;
    expect(rowOf(payload)).toMatchObject({ ...payload, device_id: 'ESP32_01', acs_current_a: 0 });
    expect(rowOf({ humidity: 45 })).toMatchObject({
      ...{ humidity: 45, ads_voltage: 0, soc_percent: 0, soh_percent: 100, wifi_rssi: -100, voltage: 0 },
    });
  });

  it('has a number for whatever is missing, and reads one from a text', () => {
    expect(rowOf({ voltage: ' 3.7 ', current_ma: null, temperature: true, x: 1 }, { arrival: 7 })).toEqual({
      ...{ id: 7, timestamp: '2025-06-01T12:00:00.123+00:00', device_id: 'ESP32_01' },
      ...{ voltage: 3.7, current_ma: 0, power_mw: 0, temperature: 1, acs_current_a: 0, wifi_rssi: 0 },
    });
  });

  it.each(['', '[1]', 'null', '7', '{"voltage":'])('is none: %s', (body) => {
    expect(rowOf(body)).toBeUndefined();
  });

  it('is a row whatever object was sent', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('http:/data', 'http:/sensor_data', 'import:x'),
        (value, source) => {
          const row = rowOf({ ...(value as object), voltage: value, bus_voltage: value }, { source });
          expect(cellRow.safeParse(row).success).toBe(true);
        },
      ),
    );
  });
});

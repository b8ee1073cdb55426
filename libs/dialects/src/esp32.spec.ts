import { describe, expect, it } from '@jest/globals';
import { esp32 } from './esp32.js';
import { listenerOf } from './suite/a-message.js';
import { expectAnswersToAnything } from './suite/any-input.js';

const { said, reasonOf } = listenerOf(esp32);
const documented = {
  ...{ device_id: 'ESP32_01', voltage: 3.7, current_ma: 150.5, power_mw: 555.85 },
  ...{ temperature: 25.3, acs_current_a: 0.155, wifi_rssi: -45 },
};
const firmware = {
  ...{ device_id: 'ESP32_01', bus_voltage: 3.7, ina_current_mA: 150.5 },
  ...{ temp: 25.3, acs_current_A: 0.155, wifi_rssi: -45 },
};
const numbersOf = (topic: string, body: unknown) =>
  Object.fromEntries(said(topic, body).flatMap(({ measured }) => measured.map((m) => [m.metric, m.value])));

describe('the ESP32 of the battery twin', () => {
  it.each(['/sensor_data', 'esp32/sensor_data'])('is read on %s', (topic) => {
    expect(esp32.speaks(topic)).toBe(true);
    expect(said(topic, documented)).toEqual([
      {
        device: 'cell:ESP32_01',
        measured: [
          { metric: 'voltageV', value: 3.7 },
          { metric: 'currentA', value: 150.5, unit: 'mA' },
          { metric: 'powerW', value: 555.85, unit: 'mW' },
          { metric: 'temperatureC', value: 25.3 },
          { metric: 'acsCurrentA', value: 0.155 },
          { metric: 'wifiRssiDbm', value: -45 },
        ],
      },
    ]);
  });

  it('of the later revision says more', () => {
    const later = { humidity: 45, ads_voltage: 3.71, soc_percent: 72, soh_percent: 100 };
    expect(numbersOf('esp32/sensor_data', later)).toEqual({
      ...{ humidityPct: 45, adsVoltageV: 3.71, socPct: 72, sohPct: 100 },
    });
  });

  it('with the key names of the firmware says the same, on either path; on /data power is a product', () => {
    const { powerW: _, ...others } = numbersOf('/sensor_data', documented);
    expect(numbersOf('/sensor_data', firmware)).toEqual(others);
    expect(numbersOf('/data', firmware)).toEqual({ ...others, powerW: 3.7 * 150.5 });
    expect(said('/data', { ...firmware, power_mw: 1 })[0]?.measured.at(-1)).toEqual({
      ...{ metric: 'powerW', value: 3.7 * 150.5, unit: 'mW', quality: 'estimated' },
    });
    expect(numbersOf('/data', { ...documented, bus_voltage: 4 })['voltageV']).toBe(4);
    expect(numbersOf('/sensor_data', { ...documented, bus_voltage: 4 })['voltageV']).toBe(3.7);
    expect(numbersOf('/data', { bus_voltage: 4, power_mw: 7 })).toEqual({ voltageV: 4 });
  });

  it.each([
    [{ voltage: 0 }, { voltageV: 0 }],
    [{ device_id: 'x' }, {}],
    [{ voltage: '3.7', temperature: null }, { voltageV: 3.7 }],
    [{ voltage: true }, { voltageV: 1 }],
  ])('%j leaves points of what it says, and none of what it leaves out', (body, numbers) => {
    expect(numbersOf('/sensor_data', body)).toEqual(numbers);
  });

  it.each<[string, object, object]>([
    ['is no product', { power_mw: 900 }, { powerW: 'suspect' }],
    ['has two ammeters that disagree', { acs_current_a: 2 }, { acsCurrentA: 'suspect' }],
    [
      'has neither voltage nor current',
      { voltage: 0, current_ma: 0, power_mw: 0 },
      { voltageV: 'missing', currentA: 'missing', powerW: 'missing' },
    ],
  ])('marks what cannot be: it %s', (_, changes, qualities) => {
    const [device] = said('/sensor_data', { ...documented, ...changes });
    const marked = device!.measured.flatMap(({ metric, quality }) => (quality ? [[metric, quality]] : []));
    expect(Object.fromEntries(marked)).toEqual(qualities);
  });

  it.each([
    [{ voltage: 1 }, 'cell:ESP32_01'],
    [{ device_id: null, voltage: 1 }, 'cell:ESP32_01'],
    [{ device_id: '', voltage: 1 }, 'cell:ESP32_01'],
    [{ device_id: 7, voltage: 1 }, 'cell:7'],
    [{ device_id: 'a/+#\u0000🔋', voltage: 1 }, 'cell:a/+#\u0000🔋'],
    [{ device_id: 'a', __proto__x: 1, timestamp: '1970-01-01', voltage: 1 }, 'cell:a'],
    ['{"device_id":"a","device_id":"b","__proto__":{"voltage":2}}', 'cell:b'],
  ])('%j is of its device', (body, device) => {
    expect(said('/sensor_data', body)[0]?.device).toBe(device);
  });

  it.each(['', ' \n', 'null', '{}', '[]', '0', '""', 'false'])('has nothing in %j', (body) => {
    expect(reasonOf('/sensor_data', body)).toBe('No data provided');
  });

  it.each([
    ['[1]', /must be a JSON object/],
    ['5', /must be a JSON object/],
    ['"x"', /must be a JSON object/],
    ['{"voltage":NaN}', /not JSON/],
    ['voltage=3.7', /not JSON/],
    [new Uint8Array([0x7b, 0xff]), /not UTF-8/],
    [{ voltage: 'high' }, /"voltage" must be a finite number.*"high"/],
    [{ voltage: 'nan' }, /"voltage" must be a finite number/],
    [{ temp: [] }, /"temp" must be a finite number/],
    ['{"voltage":1e999}', /"voltage" is beyond/],
    [{ device_id: ['a'], voltage: 1 }, /"device_id" must be text/],
    [{ device_id: 'x'.repeat(300), voltage: 1 }, /"device_id" must have 1 to 190/],
    [{ device_id: '\ud800', voltage: 1 }, /"device_id" must have/],
  ])('refuses %j', (body, reason) => {
    expect(reasonOf('/sensor_data', body)).toMatch(reason);
  });

  it('answers to anything', () => {
    const keys = ['device_id', 'voltage', 'bus_voltage', 'current_ma', 'temperature', 'wifi_rssi'];
    expectAnswersToAnything(esp32, { topics: ['/sensor_data', '/data', 'esp32/sensor_data'], keys });
  });
});

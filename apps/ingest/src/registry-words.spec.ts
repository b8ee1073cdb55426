import { deviceEntry, type DeviceSettings, type Reading } from '@kilowatch/contracts';
import { aReading } from '@kilowatch/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Units } from './series-register.js';
import { useRegistry } from './suite/registry-file.js';
import { aReport, startMs } from './suite/sightings.js';

const pump = 'heat-pump:0004A3';
const limits = { devices: 5, lastSeenMs: 10_000, series: 400, newPerMinute: 400 };

const kept = useRegistry(400);

const measures = (part: Partial<Reading>, ...units: Units) => {
  const reading = aReading({ device: pump, ...part });
  const fault = kept.registry.measures(
    reading.device,
    [reading],
    units.length > 0 ? units : undefined,
    startMs,
  );
  kept.registry.sees(aReport(reading.device));
  return fault;
};
const taken = () => kept.registry.takeChanged(Infinity);
const entry = () => kept.registry.entryOf(pump);

describe('DeviceRegistry on what a device says of itself', () => {
  it('keeps dialect, model, place and brand, over a restart too', () => {
    const about = { model: ' H60 ', location: 'Cellar', brand: 'ivt' } as const;
    kept.registry.sees(aReport(pump, { dialect: 'husdata', about }));
    kept.registry.save();
    kept.reopen();
    expect(taken()).toMatchObject([{ dialect: 'husdata', model: 'H60', location: 'Cellar', brand: 'ivt' }]);
  });

  it('tells of the first word at once, of another one when it tells of the device again', () => {
    kept.registry.sees(aReport(pump, { dialect: 'husdata' }));
    taken();
    kept.registry.sees(aReport(pump, { about: { model: 'H60' } }));
    expect(taken()).toMatchObject([{ model: 'H60' }]);
    kept.registry.sees(aReport(pump, { about: { model: 'H66' }, dialect: 'other' }));
    expect(taken()).toEqual([]);
    kept.registry.sees(aReport(pump, { receivedAtMs: startMs + 10_000 }));
    expect(taken()).toMatchObject([{ model: 'H66', dialect: 'other' }]);
  });

  it('takes no more of a word than an entry may hold', () => {
    kept.registry.sees(aReport(pump, { about: { model: `${'x'.repeat(199)}😀`, location: ' ' } }));
    expect(deviceEntry.parse(entry())).toMatchObject({ model: expect.stringMatching(/^x{199}\ufffd$/) });
    expect(entry()).not.toHaveProperty('location');
  });
});

describe('DeviceRegistry on what a device measures', () => {
  it('lists series with their units, and what the device calls them, over a restart too', () => {
    measures({ metric: 'outdoor_temp' }, { unit: '°C', sentUnit: '°F' });
    measures({ metric: 'compressor_status' }, { unit: '' });
    measures({ metric: 'energy', index: 'L1' });
    const series = [
      { metric: 'compressor_status', unit: '' },
      { metric: 'energy', index: 'L1', unit: '' },
      { metric: 'outdoor_temp', unit: '°C', sentUnit: '°F' },
    ];
    expect(deviceEntry.parse(entry()).series).toEqual(series);
    kept.registry.save();
    kept.reopen();
    expect(entry()?.series).toEqual(series);
  });

  it('tells of a device whose series are more than they were, once', () => {
    measures({ metric: 'outdoor_temp' });
    taken();
    measures({ metric: 'indoor_temp' });
    measures({ metric: 'indoor_temp' });
    expect(taken()).toMatchObject([{ series: [{ metric: 'indoor_temp' }, { metric: 'outdoor_temp' }] }]);
    expect(taken()).toEqual([]);
  });

  it('follows a device that changes its unit, over a restart too', () => {
    measures({ metric: 'load' }, { unit: 'W', sentUnit: 'kW' });
    kept.registry.save();
    measures({ metric: 'load' }, { unit: 'W' });
    expect(entry()?.series).toEqual([{ metric: 'load', unit: 'W' }]);
    measures({ metric: 'load' }, { unit: 'A', sentUnit: 'mA' });
    kept.registry.save();
    kept.reopen();
    expect(entry()?.series).toEqual([{ metric: 'load', unit: 'A', sentUnit: 'mA' }]);
  });

  it('still knows the unit of a device that says it only now and then', () => {
    measures({ metric: 'load' }, { unit: 'W', sentUnit: 'kW' });
    measures({ metric: 'load' }, { unit: '' });
    expect(entry()?.series).toEqual([{ metric: 'load', unit: 'W', sentUnit: 'kW' }]);
  });

  it('knows the unit of a series that was written before units were', () => {
    kept.file.database.exec(
      `INSERT INTO series (device, metric, part) VALUES ('${pump}', 'outdoor_temp', '')`,
    );
    kept.reopen();
    kept.registry.sees(aReport(pump));
    expect(entry()?.series).toEqual([{ metric: 'outdoor_temp', unit: '°C' }]);
  });

  it('lists no more than an entry may hold', () => {
    for (let n = 0; n < 300; n++) measures({ metric: `m${n}` });
    expect(deviceEntry.parse(entry()).series).toHaveLength(256);
    expect(kept.registry.series.size).toBe(300);
  });
});

describe('DeviceRegistry on what a person says', () => {
  beforeEach(() => {
    kept.registry.sees(aReport(pump, { about: { location: 'Cellar', brand: 'ivt' } }));
    taken();
  });

  it('keeps it, tells of it, over a restart too', () => {
    const settings: DeviceSettings = {
      ...({
        name: 'Pump',
        group: 'House',
        location: 'Shed',
        brand: 'nibe',
        calibration: 'calibrated',
      } as const),
      thresholds: { outdoor_temp: { warningBelow: -20 } },
      removedSeries: { 'load/L3': startMs },
      isIgnored: true,
    };
    kept.registry.settle(pump, settings);
    expect(taken()).toMatchObject([settings]);
    kept.registry.save();
    kept.reopen();
    expect(deviceEntry.parse(entry())).toMatchObject(settings);
    expect(kept.registry.brandOf(pump)).toBe('nibe');
  });

  it('goes back to what the device says where a word is taken back', () => {
    kept.registry.settle(pump, { name: 'Pump', location: 'Shed', brand: 'nibe' });
    kept.registry.settle(pump, { location: null, brand: null });
    expect(entry()).toMatchObject({ name: 'Pump', location: 'Cellar', brand: 'ivt' });
    expect(kept.registry.brandOf(pump)).toBeUndefined();
  });

  it('ignores a device until it is told otherwise, and goes on seeing it', () => {
    kept.registry.settle(pump, { isIgnored: true });
    expect([kept.registry.isIgnored(pump), kept.registry.isActive(pump)]).toEqual([true, false]);
    kept.registry.sees(aReport(pump, { receivedAtMs: startMs + 60_000 }));
    expect(entry()).toMatchObject({ lastSeenAtMs: startMs + 60_000, isIgnored: true });
    kept.registry.settle(pump, { isIgnored: false });
    expect([kept.registry.isIgnored(pump), kept.registry.isActive(pump)]).toEqual([false, true]);
  });
});

describe('DeviceRegistry, when a device is forgotten', () => {
  beforeEach(() => {
    measures({ metric: 'outdoor_temp' });
    kept.registry.settle(pump, { name: 'Pump' });
    kept.registry.save();
    taken();
  });

  it('has its last entry for the last time, and neither it nor its series after a restart', () => {
    expect(kept.registry.forget(pump)).toMatchObject({ device: pump, name: 'Pump' });
    expect(kept.registry.forget(pump)).toBeUndefined();
    expect([kept.registry.size, kept.registry.series.size, kept.registry.knows(pump)]).toEqual([0, 0, false]);
    kept.registry.save();
    kept.reopen();
    expect([kept.registry.size, kept.registry.series.size, taken()]).toEqual([0, 0, []]);
  });

  it('is new when it speaks again, whether or not that was saved in between', () => {
    kept.registry.forget(pump);
    measures({ metric: 'indoor_temp' });
    kept.registry.save();
    kept.reopen();
    expect(taken()).toMatchObject([{ device: pump, series: [{ metric: 'indoor_temp' }] }]);
    expect(entry()).not.toHaveProperty('name');
  });

  it('makes room for another one', () => {
    for (let n = 1; n < limits.devices; n++) kept.registry.sees(aReport(`sensor:${n}`));
    expect(kept.registry.sees(aReport('sensor:one-more'))).toBe('full');
    kept.registry.forget(pump);
    expect(kept.registry.sees(aReport('sensor:one-more'))).toBe('admitted');
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deviceEntry, type DeviceSettings, type Reading } from '@kilowatch/contracts';
import { aReading } from '@kilowatch/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DeviceRegistry } from './device-registry.js';
import { IngestFile } from './ingest-file.js';
import type { Units } from './series-register.js';
import { aReport, startMs } from './suite/sightings.js';

const pump = 'heat-pump:0004A3';
const limits = { devices: 5, lastSeenMs: 10_000, series: 400, newPerMinute: 400 };

let folder: string;
let file: IngestFile;
let registry: DeviceRegistry;

const reopen = (): void => {
  file?.close();
  file = IngestFile.open(folder);
  registry = new DeviceRegistry(file, limits);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'registry-'));
  reopen();
});

afterEach(() => {
  file.close();
  rmSync(folder, { recursive: true });
});

const measures = (part: Partial<Reading>, ...units: Units) => {
  const reading = aReading({ device: pump, ...part });
  const fault = registry.measures(reading.device, [reading], units.length > 0 ? units : undefined, startMs);
  registry.sees(aReport(reading.device));
  return fault;
};
const taken = () => registry.takeChanged(Infinity);
const entry = () => registry.entryOf(pump);

describe('DeviceRegistry on what a device says of itself', () => {
  it('keeps dialect, model, place and brand, over a restart too', () => {
    const about = { model: ' H60 ', location: 'Cellar', brand: 'ivt' } as const;
    registry.sees(aReport(pump, { dialect: 'husdata', about }));
    registry.save();
    reopen();
    expect(taken()).toMatchObject([{ dialect: 'husdata', model: 'H60', location: 'Cellar', brand: 'ivt' }]);
  });

  it('tells of the first word at once, of another one when it tells of the device again', () => {
    registry.sees(aReport(pump, { dialect: 'husdata' }));
    taken();
    registry.sees(aReport(pump, { about: { model: 'H60' } }));
    expect(taken()).toMatchObject([{ model: 'H60' }]);
    registry.sees(aReport(pump, { about: { model: 'H66' }, dialect: 'other' }));
    expect(taken()).toEqual([]);
    registry.sees(aReport(pump, { receivedAtMs: startMs + 10_000 }));
    expect(taken()).toMatchObject([{ model: 'H66', dialect: 'other' }]);
  });

  it('takes no more of a word than an entry may hold', () => {
    registry.sees(aReport(pump, { about: { model: `${'x'.repeat(199)}😀`, location: ' ' } }));
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
    registry.save();
    reopen();
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
    registry.save();
    measures({ metric: 'load' }, { unit: 'W' });
    expect(entry()?.series).toEqual([{ metric: 'load', unit: 'W' }]);
    measures({ metric: 'load' }, { unit: 'A', sentUnit: 'mA' });
    registry.save();
    reopen();
    expect(entry()?.series).toEqual([{ metric: 'load', unit: 'A', sentUnit: 'mA' }]);
  });

  it('still knows the unit of a device that says it only now and then', () => {
    measures({ metric: 'load' }, { unit: 'W', sentUnit: 'kW' });
    measures({ metric: 'load' }, { unit: '' });
    expect(entry()?.series).toEqual([{ metric: 'load', unit: 'W', sentUnit: 'kW' }]);
  });

  it('knows the unit of a series that was written before units were', () => {
    file.database.exec(`INSERT INTO series (device, metric, part) VALUES ('${pump}', 'outdoor_temp', '')`);
    reopen();
    registry.sees(aReport(pump));
    expect(entry()?.series).toEqual([{ metric: 'outdoor_temp', unit: '°C' }]);
  });

  it('lists no more than an entry may hold', () => {
    for (let n = 0; n < 300; n++) measures({ metric: `m${n}` });
    expect(deviceEntry.parse(entry()).series).toHaveLength(256);
    expect(registry.series.size).toBe(300);
  });
});

describe('DeviceRegistry on what a person says', () => {
  beforeEach(() => {
    registry.sees(aReport(pump, { about: { location: 'Cellar', brand: 'ivt' } }));
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
      isIgnored: true,
    };
    registry.settle(pump, settings);
    expect(taken()).toMatchObject([settings]);
    registry.save();
    reopen();
    expect(deviceEntry.parse(entry())).toMatchObject(settings);
    expect(registry.brandOf(pump)).toBe('nibe');
  });

  it('goes back to what the device says where a word is taken back', () => {
    registry.settle(pump, { name: 'Pump', location: 'Shed', brand: 'nibe' });
    registry.settle(pump, { location: null, brand: null });
    expect(entry()).toMatchObject({ name: 'Pump', location: 'Cellar', brand: 'ivt' });
    expect(registry.brandOf(pump)).toBeUndefined();
  });

  it('ignores a device until it is told otherwise, and goes on seeing it', () => {
    registry.settle(pump, { isIgnored: true });
    expect([registry.isIgnored(pump), registry.isActive(pump)]).toEqual([true, false]);
    registry.sees(aReport(pump, { receivedAtMs: startMs + 60_000 }));
    expect(entry()).toMatchObject({ lastSeenAtMs: startMs + 60_000, isIgnored: true });
    registry.settle(pump, { isIgnored: false });
    expect([registry.isIgnored(pump), registry.isActive(pump)]).toEqual([false, true]);
  });
});

describe('DeviceRegistry, when a device is forgotten', () => {
  beforeEach(() => {
    measures({ metric: 'outdoor_temp' });
    registry.settle(pump, { name: 'Pump' });
    registry.save();
    taken();
  });

  it('has its last entry for the last time, and neither it nor its series after a restart', () => {
    expect(registry.forget(pump)).toMatchObject({ device: pump, name: 'Pump' });
    expect(registry.forget(pump)).toBeUndefined();
    expect([registry.size, registry.series.size, registry.knows(pump)]).toEqual([0, 0, false]);
    registry.save();
    reopen();
    expect([registry.size, registry.series.size, taken()]).toEqual([0, 0, []]);
  });

  it('is new when it speaks again, whether or not that was saved in between', () => {
    registry.forget(pump);
    measures({ metric: 'indoor_temp' });
    registry.save();
    reopen();
    expect(taken()).toMatchObject([{ device: pump, series: [{ metric: 'indoor_temp' }] }]);
    expect(entry()).not.toHaveProperty('name');
  });

  it('makes room for another one', () => {
    for (let n = 1; n < limits.devices; n++) registry.sees(aReport(`sensor:${n}`));
    expect(registry.sees(aReport('sensor:one-more'))).toBe('full');
    registry.forget(pump);
    expect(registry.sees(aReport('sensor:one-more'))).toBe('admitted');
  });
});

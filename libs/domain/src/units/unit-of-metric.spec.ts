import { type DeviceKind } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { unitOfMetric } from './unit-of-metric.js';

describe('unitOfMetric', () => {
  it.each<[DeviceKind, string, string | undefined]>([
    ['battery', 'socPct', '%'],
    ['battery', 'charge', 'kW'],
    ['battery', 'chargeCurrentLimitA', 'A'],
    ['cell', 'wifiRssiDbm', 'dBm'],
    ['gas', 'concentrationPpm', 'ppm'],
    ['gas', 'alarmState', ''],
    ['heat-pump', 'outdoor_temp', '°C'],
    ['heat-pump', 'power_consumption', 'W'],
    ['heat-pump', 'compressor_status', ''],
    ['heat-pump', 'degree_minutes', '°C·min'],
    ['meter', 'activePowerW', 'W'],
    ['meter', 'activePowerL1W', 'W'],
    ['meter', 'apparentPowerVa', 'VA'],
    ['meter', 'reactivePowerVar', 'var'],
    ['meter', 'powerFactor', ''],
    ['meter', 'energyTotalKwh', 'kWh'],
    ['sensor', 'temperatureC', '°C'],
    ['sensor', 'co2Ppm', 'ppm'],
    ['sensor', 'pressureHpa', 'hPa'],
    ['sensor', 'illuminanceLux', 'lx'],
    ['sensor', 'temperature', undefined],
    ['sensor', 'roomA', undefined],
    ['sensor', 'IVAR', undefined],
    ['sensor', 'socPct', '%'],
    ['sensor', '__proto__', undefined],
  ])('of a %s’s %s is %j', (kind, metric, unit) => {
    expect(unitOfMetric(kind, metric)).toBe(unit);
  });

  it('answers the same after more metrics than it remembers', () => {
    for (let n = 0; n < 5_000; n++) unitOfMetric('sensor', `metric${n}`);
    expect(unitOfMetric('sensor', 'temperatureC')).toBe('°C');
    expect(unitOfMetric('sensor', 'metric1')).toBeUndefined();
  });
});

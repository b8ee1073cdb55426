import { describe, expect, it } from '@jest/globals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { de } from '../texts/de.js';
import { en } from '../texts/en.js';
import { sv } from '../texts/sv.js';
import { metricWords, shownMetrics } from './metric-words.js';

const withMetrics = (keys: readonly string[], series: DeviceSnapshot['series'] = []) =>
  shownMetrics(
    {
      device: 'sensor:x',
      metrics: Object.fromEntries(keys.map((key) => [key, { value: 1, atMs: 1 }])),
      series,
    } as unknown as DeviceSnapshot,
    en.devices.metric,
  );

describe('shownMetrics', () => {
  it.each([
    ['temperatureC', 'Temperature', '°C'],
    ['reactivePowerVar', 'Reactive power', 'var'],
    ['linkQuality', 'Link quality', ''],
    ['wind_gust', 'Wind gust', ''],
    ['compressor_status', 'Compressor', ''],
    ['V', 'V', ''],
  ])('calls %s "%s" in %j', (key, words, unit) => {
    expect(withMetrics([key])).toMatchObject([{ words, unit }]);
  });

  it('calls what the sensors of the demo measure in the language of the reader', () => {
    const words = [en, de, sv].map(({ devices }) => metricWords('light', devices.metric));
    expect(words).toEqual(['Light', 'Licht', 'Ljus']);
  });

  it('numbers the sensors of a gas only where there are several', () => {
    const keys = ['CO/1', 'CH4/0', 'CO/0'].map((part) => `concentrationPpm/${part}`);
    expect(withMetrics(keys).map(({ words }) => words)).toEqual(['CH4', 'CO #1', 'CO #2']);
  });

  it('puts what has a name first and believes the registry about units', () => {
    const shown = withMetrics(['zeta', 'outdoor_temp'], [{ metric: 'zeta', unit: 'bar' }]);
    expect(shown).toMatchObject([{ key: 'outdoor_temp' }, { key: 'zeta', unit: 'bar' }]);
  });
});

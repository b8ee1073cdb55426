import { describe, expect, it } from '@jest/globals';
import { keepingConfig, keepingLimits } from './keeping-config.js';

describe('how long what is kept', () => {
  it('is a year and more of readings, three years of minutes, and the rest for ever', () => {
    expect(keepingLimits(keepingConfig.parse({}))).toEqual({
      messageDays: 0,
      rawDays: 400,
      rawDaysByKind: {},
      minuteDays: 1_100,
      quarterDays: 0,
      hourDays: 0,
      dayDays: 0,
    });
  });

  it('may differ by the kind of device', () => {
    const config = keepingConfig.parse({ HISTORY_RAW_DAYS_BY_KIND: 'gas:3650, sensor:30,' });
    expect(config.HISTORY_RAW_DAYS_BY_KIND).toEqual({ gas: 3_650, sensor: 30 });
  });

  it.each(['gas', 'gas=30', 'gas:', 'gas:-1', 'gas:1.5', ':30', 'gas:30;sensor:30', 'gas:99999999'])(
    'is refused where it means nothing: %j',
    (text) => {
      expect(keepingConfig.safeParse({ HISTORY_RAW_DAYS_BY_KIND: text }).success).toBe(false);
    },
  );
});

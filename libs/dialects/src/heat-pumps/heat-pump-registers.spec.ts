import { describe, expect, it } from '@jest/globals';
import { alarmTextsOf, registerOfMetric } from './heat-pump-registers.js';

describe('registerOfMetric', () => {
  it('is that of the brand, else that of another', () => {
    expect(registerOfMetric('alarm_code', 'ivt')).toEqual({ register: 'BA91', type: 'alarm' });
    expect(registerOfMetric('alarm_code')).toEqual({ register: '2A91', type: 'alarm' });
    expect(registerOfMetric('power_consumption', 'nibe')).toEqual({ register: 'CFAA', type: 'power' });
    expect(registerOfMetric('register_0ABC')).toBeUndefined();
  });
});

describe('alarmTextsOf', () => {
  it('says what a code means, where that is known', () => {
    expect([alarmTextsOf('thermia')[10], alarmTextsOf('ivt')[15], alarmTextsOf('nibe')[163]]).toEqual([
      'high pressure',
      'high pressure switch',
      undefined,
    ]);
  });
});

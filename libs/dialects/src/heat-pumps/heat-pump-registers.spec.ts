import { describe, expect, it } from '@jest/globals';
import { alarmText, registerOfMetric } from './heat-pump-registers.js';

describe('registerOfMetric', () => {
  it('is that of the brand, else that of another', () => {
    expect(registerOfMetric('alarm_code', 'ivt')).toEqual({ register: 'BA91', type: 'alarm' });
    expect(registerOfMetric('alarm_code')).toEqual({ register: '2A91', type: 'alarm' });
    expect(registerOfMetric('power_consumption', 'nibe')).toEqual({ register: 'CFAA', type: 'power' });
    expect(registerOfMetric('register_0ABC')).toBeUndefined();
  });
});

describe('alarmText', () => {
  it('says what a code means, where that is known', () => {
    expect([alarmText('thermia', 10), alarmText('ivt', 15), alarmText('nibe', 163)]).toEqual([
      'high pressure',
      'high pressure switch',
      undefined,
    ]);
  });
});

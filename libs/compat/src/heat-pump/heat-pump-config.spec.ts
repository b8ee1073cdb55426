import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { heatPumpConfigOf } from './heat-pump-config.js';

const [recorded] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../vectors/heat-pump.json'), 'utf8'),
) as { res: object }[];

describe('heatPumpConfigOf', () => {
  it('is what the predecessor said', () => {
    expect(heatPumpConfigOf('thermia')).toEqual(recorded!.res);
  });

  it('knows what the other brands are called', () => {
    expect([heatPumpConfigOf('ivt').display_name, heatPumpConfigOf('nibe').display_name]).toEqual([
      'IVT Greenline',
      'NIBE Fighter/Supreme',
    ]);
  });
});

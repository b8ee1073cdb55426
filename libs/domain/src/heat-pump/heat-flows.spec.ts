import { describe, expect, it } from '@jest/globals';
import { goldenExample } from '../suite/vectors.js';
import { heatFlows } from './heat-flows.js';

describe('heatFlows', () => {
  it.each(['sankey', 'sankey aux', 'sankey implausible cop'])('answers as written down: %s', (name) => {
    const { in: given, out } = goldenExample(name);
    const { cop, ground, electric, aux, total, pumpToHouse, freePercent, isAuxShown } = heatFlows(
      given['cop']!,
      given['aux_percent']!,
    );
    const flows = { cop, ground, electric, aux, total, pump_to_house: pumpToHouse, aux_link: isAuxShown };
    expect(flows).toMatchObject(
      Object.fromEntries(Object.entries(out).filter(([key]) => key !== 'free_percent')),
    );
    expect(freePercent).toBeCloseTo(out['free_percent'] as number, 4);
  });

  it('shows the heater from more than a tenth of the time on', () => {
    expect([10, 10.1].map((percent) => heatFlows(3, percent).isAuxShown)).toEqual([false, true]);
  });

  it('takes 3 where there is no COP', () => {
    expect(heatFlows(Number.NaN, 0)).toMatchObject({ cop: 3, ground: 200, total: 300 });
  });
});

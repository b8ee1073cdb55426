import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mostCompared, seriesIn, seriesParameter } from './compare-address.js';

const name = fc.string({ minLength: 1 });
const index = fc.option(name, { nil: undefined });
const key = fc.record({ device: name, metric: name.filter((text) => !text.includes('/')), index });

describe('the series in an address', () => {
  it('reads what it wrote, whatever devices are called', () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: mostCompared }), (series) => {
        const read = seriesIn(new URLSearchParams({ s: seriesParameter(series) }).get('s'));
        expect(read).toEqual(series.map((one) => JSON.parse(JSON.stringify(one)) as typeof one));
      }),
    );
  });

  it('leaves out what names no series, and what is more than there are colours', () => {
    expect(seriesIn('sensor:a,|b,,sensor:c|x')).toEqual([{ device: 'sensor:c', metric: 'x' }]);
    expect(seriesIn(Array.from({ length: 20 }, (_, i) => `a|m${i}`).join())).toHaveLength(mostCompared);
    expect(seriesIn(null)).toEqual([]);
  });
});

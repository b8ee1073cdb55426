import { describe, expect, it } from '@jest/globals';
import { benches, onlyByName } from './benches.mjs';

describe('benches', () => {
  it('are all there, each to be run by its name', () => {
    expect(Object.keys(benches)).toEqual(expect.arrayContaining([...onlyByName, 'dashboards', 'charts']));
    expect(Object.entries(benches).filter(([, run]) => typeof run !== 'function')).toEqual([]);
  });
});

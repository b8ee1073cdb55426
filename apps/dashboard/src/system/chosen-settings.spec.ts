import { describe, expect, it } from '@jest/globals';
import { chosenSettings, type ShownSetting } from './chosen-settings.js';

const services: ShownSetting['services'] = ['ingest'];
const port: ShownSetting = { name: 'PORT', value: '5003', from: 'default', about: 'product HTTP', services };
const rated: ShownSetting = { name: 'BATTERY_RATED_KW', value: '15', from: 'file', services };
const all = [port, rated];

describe('the settings that are shown', () => {
  it('are those that are set here, or all', () => {
    expect(chosenSettings(all, { search: ' ', isAll: false })).toEqual([rated]);
    expect(chosenSettings(all, { search: '', isAll: true })).toEqual(all);
  });

  it.each([
    ['http', [port]],
    ['battery 15', [rated]],
    ['nothing', []],
  ])('are found by name, value and purpose: %s', (search, expected) => {
    expect(chosenSettings(all, { search, isAll: false })).toEqual(expected);
  });
});

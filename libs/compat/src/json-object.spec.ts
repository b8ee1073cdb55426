import { expect, it } from '@jest/globals';
import { jsonObjectIn } from './json-object.js';

it.each(['{"value":7.5}', '\uFEFF{"value":7.5}', ' \n{"value":7.5}\u00A0'])('reads %j', (text) => {
  expect(jsonObjectIn(text)).toEqual({ value: 7.5 });
});

it.each(['', '\uFEFF', '[1]', '"text"', 'null', '5', '{"value":7.5', 'climate temperature=18'])(
  'finds no object in %j',
  (text) => {
    expect(jsonObjectIn(text)).toBeUndefined();
  },
);

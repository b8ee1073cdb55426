import { describe, expect, it } from '@jest/globals';
import { faults } from '@kilowatch/contracts';
import { de } from './de.js';
import { sv } from './sv.js';

const codes = Object.keys(faults).sort();

describe.each(Object.entries({ de, sv }))('the meanings of refusals in %s', (_name, meanings) => {
  it('are there for each reason that there is, and for no other', () => {
    expect(Object.keys(meanings).sort()).toEqual(codes);
  });

  it('are whole sentences in the words of a reader, each its own', () => {
    const all = Object.values(meanings);
    for (const meaning of all) {
      expect(meaning).toMatch(/^[A-ZÄÖÜÅ][^]{30,}[.]$/);
      expect(meaning).not.toMatch(/[a-z]+[.][a-z]+| {2}|"/);
    }
    expect(new Set(all).size).toBe(all.length);
  });
});

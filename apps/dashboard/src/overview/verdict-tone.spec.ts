import { describe, expect, it } from '@jest/globals';
import type { SystemReport } from './site-report.js';
import { type Evidence, toneOf } from './verdict-tone.js';

const system: SystemReport = {
  atMs: 0,
  version: '1',
  broker: { kind: 'embedded', address: null, problem: null, sinceMs: null },
  services: [],
};
const tone = (evidence: Partial<Evidence>) =>
  toneOf({ problems: [], isCut: false, hasSnapshot: true, report: { system }, ...evidence });

describe('the verdict', () => {
  it('is good when all were heard and nothing is wrong', () => {
    expect(tone({})).toBe('good');
  });

  it.each<[string, Partial<Evidence>]>([
    ['there is no connection', { isCut: true }],
    ['no device has been heard of yet', { hasSnapshot: false }],
    ['nobody answers how the services do', { report: { system: undefined } }],
  ])('is open while %s', (_, evidence) => {
    expect(tone(evidence)).toBe('unknown');
  });

  it('is what the worst problem says', () => {
    expect(tone({ problems: [{ severity: 'warning' }] })).toBe('warning');
    expect(tone({ isCut: true, problems: [{ severity: 'warning' }, { severity: 'bad' }] })).toBe('bad');
  });
});

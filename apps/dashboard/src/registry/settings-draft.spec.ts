import { describe, expect, it } from '@jest/globals';
import { changesOf, draftOf, type SettingsDraft, typedSince } from './settings-draft.js';

const entry = {
  device: 'gas:a',
  kind: 'gas',
  isDemo: false,
  isRetired: false,
  connection: 'online',
  firstSeenAtMs: 1,
  lastSeenAtMs: 2,
  name: 'North',
} as const;

describe('changesOf', () => {
  it.each<[Partial<SettingsDraft>, object | undefined]>([
    [{}, undefined],
    [{ name: ' North ' }, undefined],
    [{ name: 'South' }, { name: 'South' }],
    [{ name: '' }, { name: null }],
    [{ group: '  ' }, undefined],
    [
      { group: 'Climate', isIgnored: true },
      { group: 'Climate', isIgnored: true },
    ],
    [{ calibration: 'calibrated' }, { calibration: 'calibrated' }],
    [{ calibrationNote: 'J. Berg' }, undefined],
    [
      { calibration: 'calibrated', calibratedOn: '2026-03-12', calibrationNote: ' J. Berg ' },
      { calibration: 'calibrated', calibratedOn: '2026-03-12', calibrationNote: 'J. Berg' },
    ],
  ])('%j are %j', (part, expected) => {
    const draft = draftOf(entry);
    expect(changesOf(draft, { ...draft, ...part })).toEqual(expected);
  });

  it('take the days of a calibration back with it', () => {
    const draft = draftOf({ ...entry, calibration: 'calibrated', calibratedOn: '2026-03-12' });
    expect(changesOf(draft, { ...draft, calibration: 'uncalibrated' })).toEqual({
      ...{ calibration: 'uncalibrated', calibratedOn: null },
    });
  });
});

describe('typedSince', () => {
  it('keeps what was typed while it was saved, and no more', () => {
    const sent = { name: 'South', group: 'Climate' };
    expect(typedSince({ ...sent, name: 'South wing', location: 'Attic' }, sent)).toEqual({
      name: 'South wing',
      location: 'Attic',
    });
    expect(typedSince(sent, sent)).toEqual({});
  });
});

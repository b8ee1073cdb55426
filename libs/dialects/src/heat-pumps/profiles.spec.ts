import { describe, expect, it } from '@jest/globals';
import { unitOfMetric } from '@kilowatch/domain';
import { husdataProfiles } from './husdata-registers.js';
import { type Profile, registersOf } from './profile.js';
import { nibeF } from './profiles/nibe-f.js';
import { nibeS } from './profiles/nibe-s.js';
import { rego600 } from './profiles/rego-600.js';
import { thermiqRegisters } from './profiles/thermiq-registers.js';
import { chartMetrics } from './suite/chart-metrics.js';

const { thermia, ivt, nibe } = husdataProfiles;
const profiles: readonly (readonly [string, Profile, RegExp])[] = [
  ['thermia', thermia, /^[0-9A-F]{4}$/],
  ['ivt', ivt, /^[0-9A-F]{4}$/],
  ['nibe', nibe, /^[0-9A-F]{4}$/],
  ['thermiq', thermiqRegisters, /^r[0-9a-f]{2}$/],
  ['rego', rego600, /^[a-z_]+(\d+x?)?$/],
  ['nibe F', nibeF, /^4\d{4}$/],
  ['nibe S', nibeS, /^[34]\d{4}$/],
];
const metricsOf = (profile: Profile): string[] =>
  [...registersOf(profile).values()].flat().map(({ metric }) => metric);

describe.each(profiles)('the registers of %s', (_name, profile, register) => {
  it('are called as the gateway calls them, each in one place', () => {
    const names = Object.values(profile.registers).flatMap((ofType) => Object.keys(ofType));
    expect(names.filter((name) => !register.test(name))).toEqual([]);
    expect(names).toHaveLength(new Set(names).size);
  });

  it('are metrics whose unit is known', () => {
    expect(metricsOf(profile).filter((metric) => unitOfMetric('heat-pump', metric) === undefined)).toEqual(
      [],
    );
  });
});

it.each([
  ['thermia', [], thermia],
  ['ivt', [], ivt],
  ['nibe', ['power_consumption'], nibe], // is reckoned from currents
  ['thermiq', ['power_consumption'], thermiqRegisters], // has none
  ['rego', ['power_consumption'], rego600], // has none
  ['nibe F', ['additional_heat_percent'], nibeF], // is reckoned from the heater's power
  ['nibe S', ['additional_heat_percent', 'radiator_forward', 'radiator_return'], nibeS], // are copied
])('%s has registers for all charts but %j', (_name, without: readonly string[], profile) => {
  const metrics = new Set(metricsOf(profile));
  expect(chartMetrics.filter((metric) => !metrics.has(metric)).sort()).toEqual(without);
});

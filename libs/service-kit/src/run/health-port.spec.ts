import { expect, it } from '@jest/globals';
import type { ServiceName } from '@kilowatch/contracts';
import { healthPortOf } from './health-port.js';

it('gives a lone service a health port of its own', () => {
  const names: ServiceName[] = ['control-api', 'historian'];
  expect(names.map((name) => healthPortOf([{ name }], { HEALTH_PORT: undefined }))).toEqual([5101, 5104]);
  expect(
    healthPortOf([{ name: 'ingest' }, { name: 'historian' }], { HEALTH_PORT: undefined }),
  ).toBeUndefined();
  expect(healthPortOf([{ name: 'ingest' }, { name: 'historian' }], { HEALTH_PORT: 0 })).toBe(0);
});

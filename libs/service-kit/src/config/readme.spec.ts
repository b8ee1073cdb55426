import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { serviceName } from '@kilowatch/contracts';
import { healthPortOf } from '../run/health-port.js';
import { commonConfig } from './common-config.js';

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');

it.each(Object.keys(commonConfig.shape))('the README explains %s', (name) => {
  expect(readme).toContain(`\`${name}\``);
});

it('the README names the health port of every service', () => {
  for (const name of serviceName.options) {
    expect(readme).toContain(`${healthPortOf([{ name }], { HEALTH_PORT: undefined })} ${name}`);
  }
});

import { describe, it } from '@jest/globals';
import { ContainersProduct } from './containers-product.js';
import { missingPrograms } from './installed.js';
import type { StartProduct } from './product.js';
import { startServices } from './services-product.js';
import { startStandalone } from './standalone-product.js';

/** Stories of services mode. Where it cannot run there is one skipped test that says why. */
export function inServicesMode(name: string, stories: () => void): void {
  if (missingPrograms.length === 0) return describe(`${name}, as services`, stories);
  describe(`${name}, as services`, () => {
    it.skip(`not installed here: ${missingPrograms.join(', ')}; standalone only`, () => undefined);
  });
}

/** Set by tools/compose-check: the stories of both modes run against the containers instead, through their published ports. */
const isInContainers = process.env['STORIES_IN'] === 'containers';

/** The same stories against standalone and against services behind Mosquitto and nginx. */
export function inBothModes(name: string, stories: (start: StartProduct) => void): void {
  if (isInContainers)
    return describe(`${name}, as containers`, () => stories((env) => ContainersProduct.start(env)));
  describe(`${name}, standalone`, () => stories(startStandalone));
  inServicesMode(name, () => stories(startServices));
}

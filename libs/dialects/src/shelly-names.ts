import type { MeterOrSensor } from './meter-memory.js';

// As they are named by the factory: `shellyplus1pm-a1b2c3`, `SHELLYPLUG-S-A1B2C3`, `shellyem3-…`.
const factoryName = /^shelly([a-z0-9]+(?:-[a-z0-9]{1,3})?)-[0-9a-f]{4,12}$/i;
const metering = /pm|em|plug|dimmer|rgbw|duo|vintage|^(?:switch)?25$|^4pro/i;

/** A Shelly with its factory name tells by it whether it measures power. */
export function kindOfShelly(name: string): MeterOrSensor | undefined {
  const model = factoryName.exec(name)?.[1];
  if (model === undefined) return undefined;
  return metering.test(model) ? 'meter' : 'sensor';
}

/** The first channel has no index, the others have their number: most devices have but one. */
export const channelIndex = (channel: string | undefined): string | undefined =>
  channel === undefined || channel === '0' ? undefined : channel;

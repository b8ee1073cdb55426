import type { CommonConfig } from '../config/common-config.js';
import { askForKey, letEverybodyIn, refusedUnless } from '../run/refused-unless.js';
import { StartRefused } from '../run/start-refused.js';
import { isLoopbackName } from './host-name.js';

type ExposureConfig = Pick<
  CommonConfig,
  'HOST' | 'AUTH' | 'API_KEY' | 'TRUSTED_NETWORK' | 'PUBLISH_ADDRESS' | 'CORS_ORIGINS'
>;

/** Throws {@link StartRefused}, with the lines that fix it, where the settings would let in who was not meant to. */
export function refuseExposure(config: ExposureConfig): void {
  const { AUTH, API_KEY, CORS_ORIGINS, TRUSTED_NETWORK } = config;
  if (AUTH === 'open' && API_KEY !== undefined)
    throw new StartRefused(
      'AUTH=open lets everybody in and API_KEY asks everybody for a key: remove one of the two.',
    );
  if (AUTH === 'open') return;
  if (CORS_ORIGINS.includes('*'))
    throw refusedUnless('CORS_ORIGINS is *: any web page could command the battery.', [
      ['CORS_ORIGINS=https://home.example', 'to name the pages that may'],
      letEverybodyIn,
    ]);
  if (API_KEY !== undefined) return;
  const listens = TRUSTED_NETWORK === 'container' ? 'PUBLISH_ADDRESS' : 'HOST';
  if (isLoopbackName(config[listens])) return;
  throw refusedUnless(`${listens} is ${config[listens]}: anybody on the network could command the battery.`, [
    askForKey,
    [`${listens}=127.0.0.1`, 'to serve this machine only'],
    letEverybodyIn,
  ]);
}

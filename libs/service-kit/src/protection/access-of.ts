import { Access, type AccessMode, type AccessOptions } from '@kilowatch/access';
import type { CommonConfig } from '../config/common-config.js';

type AccessConfig = Pick<
  CommonConfig,
  | 'AUTH'
  | 'API_KEY'
  | 'TRUSTED_NETWORK'
  | 'SESSION_HOURS'
  | 'KEY_TRIES'
  | 'KEY_PAUSE_MAX_MS'
  | 'KEY_TRIES_CLIENTS'
>;

const modeOf = ({ AUTH, API_KEY, TRUSTED_NETWORK }: AccessConfig): AccessMode => {
  if (AUTH === 'open') return 'open';
  return API_KEY === undefined ? (TRUSTED_NETWORK ?? 'loopback') : 'key';
};

/** Who may come in, by the settings. One for a process. */
export const accessOf = (
  config: AccessConfig,
  { now = Date.now, log }: Pick<Partial<AccessOptions>, 'now' | 'log'> = {},
): Access =>
  new Access({
    mode: modeOf(config),
    key: config.API_KEY,
    sessionHours: config.SESSION_HOURS,
    tries: {
      free: config.KEY_TRIES,
      pauseMaxMs: config.KEY_PAUSE_MAX_MS,
      clients: config.KEY_TRIES_CLIENTS,
    },
    isProxyTrusted: config.TRUSTED_NETWORK === 'container',
    now,
    ...(log && { log }),
  });

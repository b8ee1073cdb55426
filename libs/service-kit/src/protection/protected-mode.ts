import { Fault } from '@kilowatch/contracts';
import type { CommonConfig } from '../config/common-config.js';
import { StartRefused } from '../run/start-refused.js';
import { isLoopbackName, parseAuthority } from './host-name.js';

/** Who may speak to this process over HTTP and sockets. */
export interface Protection {
  /** `loopback`: this machine only, and no web page of another origin. `open`: everybody. */
  readonly mode: 'loopback' | 'open';
  readonly allowedOrigins: ReadonlySet<string>;
}

export interface Caller {
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

type ProtectionConfig = Pick<CommonConfig, 'HOST' | 'AUTH' | 'CORS_ORIGINS'>;

/** Decides the mode. Throws {@link StartRefused} with the lines that fix it where neither mode is allowed. */
export function protectionOf({ HOST, AUTH, CORS_ORIGINS }: ProtectionConfig): Protection {
  const allowedOrigins = new Set(CORS_ORIGINS);
  if (AUTH === 'open') return { mode: 'open', allowedOrigins };
  if (!isLoopbackName(HOST)) {
    throw new StartRefused(
      `HOST is ${HOST}: anybody on the network could command the battery. Set one of\n` +
        `  HOST=127.0.0.1   to serve this machine only\n` +
        `  AUTH=open        to let everybody in on purpose`,
    );
  }
  if (allowedOrigins.has('*')) {
    throw new StartRefused(
      `CORS_ORIGINS is *: any web page could command the battery. Set one of\n` +
        `  CORS_ORIGINS=https://home.example   to name the pages that may\n` +
        `  AUTH=open                           to let everybody in on purpose`,
    );
  }
  return { mode: 'loopback', allowedOrigins };
}

/** True when a web page of this origin may read our answers. */
export const isAllowedOrigin = ({ allowedOrigins }: Protection, origin: string): boolean =>
  allowedOrigins.has(origin) || allowedOrigins.has('*');

const isOwnOrigin = (origin: string, port: string): boolean => {
  if (!URL.canParse(origin) || new URL(origin).origin !== origin) return false;
  const { hostname, port: originPort, protocol } = new URL(origin);
  const isWeb = protocol === 'http:' || protocol === 'https:';
  return isWeb && isLoopbackName(hostname) && originPort === port;
};

/**
 * The refusal of a caller, or undefined. A web page that the user has open elsewhere reaches a loopback port too: by its own
 * origin, which the browser names, or after rebinding its host name to 127.0.0.1, which the Host header shows.
 */
export function refusalOf(protection: Protection, { host, origin }: Caller): Fault | undefined {
  if (protection.mode === 'open') return undefined;
  const authority = parseAuthority(host);
  if (!authority || !isLoopbackName(authority.name)) {
    return new Fault(
      'host.refused',
      `Host ${JSON.stringify(host ?? '')} is refused: without credentials only this machine is served, as localhost`,
    );
  }
  if (origin === undefined || isOwnOrigin(origin, authority.port) || isAllowedOrigin(protection, origin))
    return undefined;
  return new Fault(
    'origin.refused',
    `Origin ${JSON.stringify(origin)} is refused: add it to CORS_ORIGINS to let its pages in`,
  );
}

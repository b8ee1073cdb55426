import type { Access } from '@kilowatch/access';
import { Fault } from '@kilowatch/contracts';
import type { CommonConfig } from '../config/common-config.js';
import { refuseExposure } from './exposure.js';
import { isLoopbackName, parseAuthority } from './host-name.js';

/** Who may speak to this process over HTTP and sockets. */
export interface Protection {
  readonly access: Access;
  readonly allowedOrigins: ReadonlySet<string>;
  /** The predecessors that only watch have devices and pages that can show no key: they are not asked. */
  readonly isMonitoringKeyless: boolean;
}

export interface Caller {
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

type ProtectionConfig = Parameters<typeof refuseExposure>[0] &
  Pick<CommonConfig, 'CORS_ORIGINS' | 'KEYLESS_MONITORING'>;

/** Throws a refusal to start, with the lines that fix it, where the settings would let in who was not meant to. */
export function protectionOf(config: ProtectionConfig, access: Access): Protection {
  refuseExposure(config);
  return {
    access,
    allowedOrigins: new Set(config.CORS_ORIGINS),
    isMonitoringKeyless: config.KEYLESS_MONITORING,
  };
}

/** True when a web page of this origin may read our answers. */
export const isAllowedOrigin = (
  { allowedOrigins }: Pick<Protection, 'allowedOrigins'>,
  origin: string,
): boolean => allowedOrigins.has(origin) || allowedOrigins.has('*');

const isOwnOrigin = (origin: string, port: string): boolean => {
  if (!URL.canParse(origin) || new URL(origin).origin !== origin) return false;
  const { hostname, port: originPort, protocol } = new URL(origin);
  const isWeb = protocol === 'http:' || protocol === 'https:';
  return isWeb && isLoopbackName(hostname) && originPort === port;
};

/** The refusal of a web page's origin. */
export const originRefused = (origin: string): Fault =>
  new Fault(
    'origin.refused',
    `Origin ${JSON.stringify(origin)} is refused: add it to CORS_ORIGINS to let its pages in`,
  );

/**
 * The refusal of a caller where nobody is asked for a key, or undefined. A web page that the user has open elsewhere reaches a
 * loopback port too: by its own origin, which the browser names, or after rebinding its host name to 127.0.0.1, which the Host
 * header shows. In a container network only the port published on loopback leads here, and the web server passes the Host on.
 */
export function refusalOf(protection: Protection, { host, origin }: Caller): Fault | undefined {
  const { mode } = protection.access;
  if (mode === 'open' || mode === 'key') return undefined;
  const authority = parseAuthority(host);
  if (!authority || !isLoopbackName(authority.name)) {
    return new Fault(
      'host.refused',
      `Host ${JSON.stringify(host ?? '')} is refused: without an API key only this machine is served, as localhost`,
    );
  }
  if (origin === undefined || isOwnOrigin(origin, authority.port) || isAllowedOrigin(protection, origin))
    return undefined;
  return originRefused(origin);
}

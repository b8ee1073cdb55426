import type { IncomingHttpHeaders } from 'node:http';
import { Fault } from '@kilowatch/contracts';
import { isAllowedOrigin, originRefused, type Protection } from './protected-mode.js';

export interface CookieUse {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** Of a socket: what follows may change something, whatever the method. */
  readonly isHandshake?: boolean;
}

const isSameHost = (origin: string, host: string | undefined): boolean => {
  if (!URL.canParse(origin) || new URL(origin).origin !== origin) return false;
  const own = `${new URL(origin).protocol}//${host}`; // parsed with the scheme, so that its own port may be left out
  return URL.canParse(own) && new URL(own).origin === origin;
};

/** The refusal of a page of another host that is not in CORS_ORIGINS either, by the Origin that its browser names. */
export function foreignPageRefusalOf(
  protection: Protection,
  { origin, host }: Pick<IncomingHttpHeaders, 'origin' | 'host'>,
): Fault | undefined {
  if (origin === undefined || isSameHost(origin, host) || isAllowedOrigin(protection, origin))
    return undefined;
  return originRefused(origin);
}

/**
 * The refusal of a request that the session cookie alone vouches for, or undefined. A browser adds the cookie for any page of this
 * site, and to it another port of the same host is the same site: SameSite=Strict does not keep such a page out. So what
 * changes something must come from a page of this very host (or of CORS_ORIGINS): by its Origin, which browsers send
 * with every POST, DELETE and WebSocket, or by Sec-Fetch-Site. What sends neither is no browser and can show the key instead.
 *
 * A GET without both passes, as polling begins with one and a page that came by plain HTTP sends neither with it: a foreign
 * page cannot read the answer to a GET that names no Origin, and in it is the id that all else of the socket needs.
 */
export function cookieRefusalOf(protection: Protection, use: CookieUse): Fault | undefined {
  const { method, headers, isHandshake = false } = use;
  if (headers.origin !== undefined) return foreignPageRefusalOf(protection, headers);
  const site = [headers['sec-fetch-site']].flat()[0];
  if (site === 'same-origin' || site === 'none') return undefined;
  const isRead = (method === 'GET' || method === 'HEAD') && headers.upgrade === undefined;
  if (isRead && (!isHandshake || site === undefined)) return undefined;
  return new Fault(
    'origin.refused',
    'The session cookie serves pages of this server, and Origin does not say that this is one: show the API key instead',
  );
}

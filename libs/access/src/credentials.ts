import type { IncomingHttpHeaders } from 'node:http';
import { sessionCookiesIn } from './session-cookie.js';

/** What a caller has shown: all of its keys must be right, one of its sessions. */
export interface Credentials {
  readonly keys: readonly string[];
  readonly sessions: readonly string[];
}

// `Token` is what clients of InfluxDB 2 say, and cannot be told to say otherwise.
const bearer = /^(?:bearer|token) +(?<key>.*)$/i;

/** Reads `X-API-Key`, `Authorization: Bearer` (or `Token`) and the cookie. Other schemes (`Basic`, of a proxy in front) are not for us. */
export function credentialsIn({ authorization, cookie, ...headers }: IncomingHttpHeaders): Credentials {
  const shown = [headers['x-api-key'], bearer.exec(authorization ?? '')?.groups?.['key']];
  return {
    keys: shown.flat().filter((key) => key !== undefined),
    sessions: sessionCookiesIn(cookie),
  };
}

import type { SessionToken } from './sessions.js';

export const sessionCookieName = 'kilowatch_session';

const mostValues = 4;

/**
 * What the cookie may be: a browser sends several of one name where a neighbour has set one too (cookies know no ports), so
 * each is looked at, up to a few.
 */
export const sessionCookiesIn = (header: string | undefined): string[] =>
  (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${sessionCookieName}=`))
    .map((pair) => pair.slice(sessionCookieName.length + 1))
    .slice(0, mostValues);

// No script reads it, no page of another site sends it (RFC 6265bis).
const cookieOf = (value: string, maxAgeS: number, isSecure: boolean): string =>
  `${sessionCookieName}=${value}; Path=/; Max-Age=${maxAgeS}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;

/** The `Set-Cookie` header that begins a session. */
export const beginningCookie = (
  { token, expiresAtMs }: SessionToken,
  nowMs: number,
  isSecure: boolean,
): string => cookieOf(token, Math.round((expiresAtMs - nowMs) / 1_000), isSecure);

/** The `Set-Cookie` header that makes a browser forget its session. */
export const endingCookie = (isSecure: boolean): string => cookieOf('', 0, isSecure);

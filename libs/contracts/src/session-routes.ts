import * as z from 'zod';
import { epochMs } from './reading.js';
import { defineRoute } from './route.js';

const isPublic = true;

/** Whether the asker may use the API, and whether a key would be needed for that. */
export const session = z.object({
  isKeyRequired: z.boolean(),
  isAllowed: z.boolean().describe('by a session cookie, a key in a header, or because no key is required'),
  expiresAtMs: epochMs.nullable().describe('of the session cookie; null: there is none'),
});
export type Session = z.infer<typeof session>;

export const getSession = defineRoute('GET', '/api/v1/session', {
  summary: 'Whether this browser may use the API',
  isPublic,
  reply: session,
});

export const postSession = defineRoute('POST', '/api/v1/session', {
  summary: 'Log in with the API key: sets an HttpOnly session cookie',
  isPublic,
  body: z.strictObject({ key: z.string().min(1).max(500) }),
  reply: session,
  errors: { 401: 'Not the key', 429: 'Too many wrong tries: wait as Retry-After says' },
});

export const deleteSession = defineRoute('DELETE', '/api/v1/session', {
  summary: 'Log out: removes the session cookie of this browser',
  isPublic,
  reply: session,
});

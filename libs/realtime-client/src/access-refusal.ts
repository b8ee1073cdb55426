import type { FaultBody } from '@kilowatch/contracts';

/** Whether a fault says that who asks may not: trying the same again is in vain. */
export const refusesAccess = ({ code }: Pick<FaultBody, 'code'>): boolean =>
  code === 'access.required' || code === 'access.wrong-key';

const isFault = (data: unknown): data is FaultBody =>
  typeof data === 'object' && data !== null && 'code' in data && 'error' in data;

/**
 * The fault in a `connect_error`: the server's own beside the error, or a 401 of something before it (Engine.IO gives the
 * status of a refused poll as `description`). Undefined: the connection failed for another reason.
 */
export function refusalIn(error: Error & { data?: unknown; description?: unknown }): FaultBody | undefined {
  if (isFault(error.data)) return error.data;
  return error.description === 401 ? { code: 'access.required', error: error.message } : undefined;
}

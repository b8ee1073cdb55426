import type { Refused } from '@kilowatch/access';
import type { FastifyReply } from 'fastify';

/** What a client whose key was refused reads beside the body (RFC 9110, RFC 6750). */
export function refusalHeaders(reply: FastifyReply, { fault, retryAfterS }: Refused): void {
  reply.header('Cache-Control', 'no-store');
  if (retryAfterS !== undefined) reply.header('Retry-After', retryAfterS);
  if (fault.policy.status === 401) reply.header('WWW-Authenticate', 'Bearer realm="Kilowatch"');
}

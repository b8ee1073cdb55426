import type { FastifyReply } from 'fastify';

/** Says in a header why an answer lacks something, where its body has no place for that; JSON answers of ours have it as `partial`. */
export function sayPartial(reply: FastifyReply, partial: string | undefined): void {
  if (partial !== undefined) reply.header('Kilowatch-Partial', partial.replace(/[^\x20-\x7e]/g, '?'));
}

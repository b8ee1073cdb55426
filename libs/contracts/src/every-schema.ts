import type * as z from 'zod';
import * as contracts from './index.js';
import type { MessageContract } from './message.js';
import { predecessorServerEvents } from './predecessor-socket.js';
import type { RequestContract } from './request.js';
import { routes } from './routes.js';
import { clientEvents, serverEvents, socketHandshake } from './socket.js';

const exported: readonly unknown[] = Object.values(contracts);
const isOfKind = (kind: string) => (value: unknown) => (value as { kind?: unknown } | null)?.kind === kind;

/** Every message of the contracts, in the order of their addresses. */
export const messages = (exported.filter(isOfKind('message')) as MessageContract[]).sort((a, b) =>
  a.pattern.localeCompare(b.pattern),
);

/** Every request of the contracts, in the order of their addresses. */
export const requests = (exported.filter(isOfKind('request')) as RequestContract[]).sort((a, b) =>
  a.pattern.localeCompare(b.pattern),
);

const named = (name: string, schema: z.ZodType | undefined): [string, z.ZodType][] =>
  schema ? [[name, schema]] : [];

/** Every schema of something that crosses a boundary, by the name its example and its JSON Schema go by. */
export const everySchema: ReadonlyMap<string, z.ZodType> = new Map([
  ...messages.flatMap(({ pattern, schema }) => named(pattern, schema)),
  ...requests.flatMap(({ pattern, schema, reply }) => [
    ...named(pattern, schema),
    ...named(`${pattern} reply`, reply),
  ]),
  ...routes.flatMap(({ method, path, body, query, reply }) => [
    ...named(`${method} ${path} query`, query),
    ...named(`${method} ${path} body`, body),
    ...named(`${method} ${path} reply`, reply),
  ]),
  ...named('socket handshake', socketHandshake),
  ...Object.entries(serverEvents).flatMap(([event, schema]) => named(`socket ${event}`, schema)),
  ...Object.entries(predecessorServerEvents).flatMap(([event, schema]) =>
    named(`predecessors' socket ${event}`, schema),
  ),
  ...Object.entries(clientEvents).flatMap(([event, { payload, ack }]) => [
    ...named(`socket ${event} payload`, payload),
    ...named(`socket ${event} ack`, ack),
  ]),
]);

import * as z from 'zod';
import { type Address, defineAddress } from './address.js';
import { faultBody } from './fault.js';

/** Names of our services: MQTT session names, status topics, log lines. */
export const serviceName = z.enum([
  'control-api',
  'mqtt-publisher',
  'ingest',
  'historian',
  'realtime-gateway',
  'simulator',
]);
export type ServiceName = z.infer<typeof serviceName>;

/** A question to one service, with an answer or a fault before the deadline. */
export interface RequestContract<
  P extends string = string,
  Q extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> extends Address<P> {
  readonly kind: 'request';
  readonly schema: Q;
  readonly reply: R;
  readonly responder: ServiceName;
  readonly deadlineMs: number;
}

/** The answer a request's asker receives. */
export type ReplyOf<C> = C extends { reply: infer R extends z.ZodType } ? z.output<R> : never;

/** Declares a request. The responder is named so that its absence is known before a deadline has to pass. */
export function defineRequest<const P extends string, Q extends z.ZodType, R extends z.ZodType>(
  pattern: P,
  parts: { schema: Q; reply: R; responder: ServiceName; deadlineMs: number },
): RequestContract<P, Q, R> {
  return { kind: 'request', ...defineAddress(pattern), ...parts };
}

/** What travels on a request topic. A responder drops a question whose deadline has passed. */
export const requestEnvelope = z.strictObject({
  replyTo: z.string().min(1),
  correlation: z.string().min(1),
  deadlineAtMs: z.number().int(),
  body: z.unknown(),
});
export type RequestEnvelope = z.infer<typeof requestEnvelope>;

/** What travels on `kw/v1/inbox/{client}`. */
export const replyEnvelope = z.union([
  z.strictObject({ correlation: z.string(), ok: z.literal(true), body: z.unknown() }),
  z.strictObject({ correlation: z.string(), ok: z.literal(false), fault: faultBody }),
]);
export type ReplyEnvelope = z.infer<typeof replyEnvelope>;

/** The standing reply inbox of one client. */
export const inbox = {
  kind: 'message' as const,
  ...defineAddress('kw/v1/inbox/{client}'),
  schema: replyEnvelope,
  qos: 0 as const,
  retain: false,
  encoding: 'json' as const,
};

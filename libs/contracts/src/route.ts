import type * as z from 'zod';
import type { ServiceName } from './request.js';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** One HTTP route. Path parameters are written `:name`. OpenAPI and the web server's configuration derive from it. */
export interface RouteContract<
  Q extends z.ZodType | undefined = z.ZodType | undefined,
  B extends z.ZodType | undefined = z.ZodType | undefined,
  R extends z.ZodType = z.ZodType,
> {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  /** Faults of 5xx answer 500, as the predecessor documents. */
  readonly isPredecessors: boolean;
  /** Who answers it. The web server's configuration follows it. */
  readonly service: ServiceName;
  /** Answered without a key too: what a login form needs. */
  readonly isPublic: boolean;
  /** Of a predecessor that watches and never commands: answered without a key where KEYLESS_MONITORING says so. */
  readonly isMonitoring: boolean;
  readonly query: Q;
  readonly body: B;
  readonly reply: R;
  /** Media types of a body that is read as it comes, of any length; empty: JSON, or none. */
  readonly bodyTypes: readonly string[];
  /** The bytes of the body are read as they came, within the limit of any body and whatever its media type. */
  readonly hasRawBody: boolean;
  /** What may be answered instead of JSON, as Accept says. */
  readonly replyTypes: readonly string[];
  /** s; what stands in front waits so long for the answer to begin. */
  readonly answerWithinS: number;
  /** Statuses beside 200 and what they mean. */
  readonly errors: Readonly<Record<number, string>>;
}

type RouteParts<Q, B, R> = {
  summary: string;
  isPredecessors?: boolean;
  service?: ServiceName;
  isPublic?: boolean;
  isMonitoring?: boolean;
  query?: Q;
  body?: B;
  reply: R;
  bodyTypes?: readonly string[];
  hasRawBody?: boolean;
  replyTypes?: readonly string[];
  answerWithinS?: number;
  errors?: Record<number, string>;
};

/** Declares a route; without a word about it, of control-api and only with the key where one is set. */
export const defineRoute = <
  R extends z.ZodType,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  method: Method,
  path: string,
  parts: RouteParts<Q, B, R>,
): RouteContract<Q, B, R> => ({
  method,
  path,
  isPredecessors: false,
  service: 'control-api',
  isPublic: false,
  isMonitoring: false,
  bodyTypes: [],
  hasRawBody: false,
  replyTypes: [],
  answerWithinS: 30,
  errors: {},
  ...parts,
  query: parts.query as Q,
  body: parts.body as B,
});

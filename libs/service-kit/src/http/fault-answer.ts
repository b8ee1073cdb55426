import { randomUUID } from 'node:crypto';
import { Fault, type FaultBody } from '@kilowatch/contracts';
import { HttpException } from '@nestjs/common';
import { ZodError } from 'zod';
import { isError } from '../is-error.js';
import { wrongMediaType } from './stream-body.js';

/** What a failed request is answered with; `unexpected` is to be logged whole with its incident. */
export interface FaultAnswer {
  readonly status: number;
  readonly body: FaultBody;
  readonly unexpected?: unknown;
}

interface RequestFacts {
  readonly contentType: string | undefined;
  readonly bodyLimitBytes: number;
  /** Faults of 5xx answer 500. */
  readonly isPredecessors: boolean;
}

type CodedError = Error & { code?: string; statusCode?: number };

/** What Fastify refuses before a handler runs, in our words. */
function faultOfFastify(error: CodedError, facts: RequestFacts): Fault | undefined {
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return wrongMediaType(['application/json'], facts.contentType);
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Fault('request.too-large', `The body is larger than ${facts.bodyLimitBytes} bytes`);
    default:
      return undefined;
  }
}

function faultOf(error: unknown, facts: RequestFacts): Fault | undefined {
  if (error instanceof Fault) return error;
  // A reply or an inner value outside its schema is our bug, not the caller's.
  if (!isError(error) || error instanceof ZodError) return undefined;
  const status = error instanceof HttpException ? error.getStatus() : (error as CodedError).statusCode;
  const known = faultOfFastify(error, facts);
  if (known) return known;
  if (status === 404) return new Fault('route.unknown', 'Resource not found');
  return status !== undefined && status >= 400 && status < 500
    ? new Fault('request.invalid', error.message)
    : undefined;
}

const statusOf = (fault: Fault, isPredecessors: boolean): number =>
  isPredecessors && fault.policy.status >= 500 ? 500 : fault.policy.status;

/** The one rendering of an error to HTTP. */
export function faultAnswerOf(error: unknown, facts: RequestFacts): FaultAnswer {
  const fault = faultOf(error, facts);
  if (fault) return { status: statusOf(fault, facts.isPredecessors), body: fault.toBody() };
  const incident = randomUUID();
  const body: FaultBody = {
    error: `Something went wrong here; the log has it as ${incident}`,
    code: 'internal',
    incident,
  };
  return { status: 500, body, unexpected: error };
}

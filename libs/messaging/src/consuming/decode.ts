import { isUtf8 } from 'node:buffer';
import type { FaultCode } from '@kilowatch/contracts';
import type * as z from 'zod';

/** What `decode` needs of a contract. */
export interface Decodable {
  readonly schema: z.ZodType;
  readonly encoding?: 'json' | 'text';
  readonly isPlain?: (value: unknown) => boolean;
}

export interface Decoded {
  readonly isRefused: false;
  readonly body: unknown;
  readonly text: string;
}

/** Why a payload is not a body, in words for a person. */
export interface Refused {
  readonly isRefused: true;
  readonly code: FaultCode;
  readonly reason: string;
}

const refused = (reason: string, code: FaultCode = 'message.malformed'): Refused => ({
  isRefused: true,
  code,
  reason,
});

/** Turns the bytes of a message into the body of its contract, or says why that is impossible. Never throws. */
export const decode = (contract: Decodable, payload: Buffer, maxPayloadBytes: number): Decoded | Refused => {
  const excess = tooLarge(payload, maxPayloadBytes);
  if (excess) return excess;
  if (!isUtf8(payload)) return refused('The payload is not UTF-8 text');
  const text = payload.toString('utf8');
  const isJson = contract.encoding !== 'text';
  if (isJson && text === '') return refused('The payload is empty; JSON is expected');
  try {
    const value: unknown = isJson ? JSON.parse(text) : text;
    if (contract.isPlain?.(value)) return { isRefused: false, body: value, text };
    return validate(contract.schema, value, text);
  } catch (error) {
    return refused(`The payload is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
};

export const tooLarge = (payload: Buffer, maxPayloadBytes: number): Refused | undefined =>
  payload.length > maxPayloadBytes
    ? refused(
        `${payload.length} bytes are more than the ${maxPayloadBytes} that are taken`,
        'message.too-large',
      )
    : undefined;

/** Checks a parsed value against a schema. */
export const validate = (schema: z.ZodType, value: unknown, text: string): Decoded | Refused => {
  const result = schema.safeParse(value);
  return result.success
    ? { isRefused: false, body: result.data, text }
    : refused(issuesInWords(result.error));
};

const mostIssues = 3;

/** `socPct: Too big: expected number to be <=100; unit: …`, at most a few. */
export const issuesInWords = (error: z.ZodError): string => {
  const words = error.issues
    .slice(0, mostIssues)
    .map(({ path, message }) => (path.length > 0 ? `${path.map(String).join('.')}: ${message}` : message));
  const more = error.issues.length - words.length;
  return (more > 0 ? [...words, `and ${more} more`] : words).join('; ');
};

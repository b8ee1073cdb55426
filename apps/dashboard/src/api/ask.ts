import { signal } from '@preact/signals';
import type { FaultBody } from '@kilowatch/contracts';
import { meaningsSoon } from '../texts/meanings/meanings.js';

/** Longer than any deadline inside the server, so that its own words about a lateness arrive first. */
const deadlineMs = 10_000;

/** The server answered, and said no. `code` is absent when something else than our server answered. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    readonly status: number,
    message: string,
    readonly code?: FaultBody['code'],
    /** How long the server wants to be left alone. */
    readonly retryAfterS?: number,
  ) {
    super(message);
  }
}

/** Nobody answered: no connection, or none in time. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';

  constructor(
    readonly isLate: boolean,
    cause: unknown,
  ) {
    super(isLate ? 'no answer in time' : 'no connection', { cause });
  }
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** The last thing that was refused for want of a session; a new object each time. */
export const accessRefusal = signal<{ readonly method: Method } | undefined>(undefined);

/** Of a list each is a parameter of its own, so that a comma in it stays part of its name. */
export type Query = Record<string, string | number | readonly string[] | undefined>;

export const withQuery = (path: string, query: Query): string => {
  const given = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : [value].flat().map((one) => [key, String(one)]),
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
};

/** Routes begin with a slash in their contracts; below the prefix of a proxy they are relative to the `base` of the page. */
const belowRoot = (path: string): string => path.replace(/^\//, '');

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(belowRoot(path), { ...init, signal: AbortSignal.timeout(deadlineMs) });
  } catch (cause) {
    throw new NoAnswer(cause instanceof DOMException && cause.name === 'TimeoutError', cause);
  }
}

async function refusalOf(response: Response): Promise<Refused> {
  const { status, statusText, headers } = response;
  const text = await response.text().catch(() => '');
  const retryAfterS = Number(headers.get('Retry-After')) || undefined;
  try {
    const body = JSON.parse(text) as Partial<FaultBody>;
    return new Refused(status, body.error ?? statusText, body.code, retryAfterS);
  } catch {
    return new Refused(status, statusText || `HTTP ${status}`, undefined, retryAfterS);
  }
}

/** A reply and the server's time when it was given (UTC epoch ms, to the second), unless something on the way has taken it out. */
export interface Timed<Reply> {
  readonly reply: Reply;
  readonly atMs: number | undefined;
}

/** Asks the server we came from. Throws {@link Refused} or {@link NoAnswer}. The server has validated what it sends. */
export const ask = async <Reply>(method: Method, path: string, body?: unknown): Promise<Reply> =>
  (await askTimed<Reply>(method, path, body)).reply;

/** As {@link ask}, and hears what time it is. */
export async function askTimed<Reply>(method: Method, path: string, body?: unknown): Promise<Timed<Reply>> {
  const json =
    body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  const response = await send(path, { method, ...json });
  if (response.status === 401) accessRefusal.value = { method };
  if (!response.ok) {
    const [refusal] = await Promise.all([refusalOf(response), meaningsSoon()]);
    throw refusal;
  }
  try {
    const atMs = Date.parse(response.headers.get('Date') ?? '') || undefined;
    return { reply: (await response.json()) as Reply, atMs };
  } catch (cause) {
    throw new NoAnswer(false, cause);
  }
}

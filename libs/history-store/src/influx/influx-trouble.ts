import { AbortError, HttpError, RequestTimedOutError } from '@influxdata/influxdb-client';
import { Fault } from '@kilowatch/contracts';
import type { InfluxLimits } from '../influx-limits.js';
import { StoreAway } from '../store-away.js';
import { type InfluxBucketSettings, shownUrl } from './bucket-settings.js';

/** A property of whatever was thrown; not by its class, which may be another process's or context's. */
const textIn = (error: unknown, property: 'code' | 'message'): string => {
  const value: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, property) : undefined;
  return typeof value === 'string' ? value : '';
};

/** InfluxDB itself (not something before it) will never take the request as it is: asking again does not help. */
export const isRefusedContent = (error: unknown): error is HttpError =>
  error instanceof HttpError &&
  (error.statusCode === 400 || error.statusCode === 422) &&
  error.code !== undefined &&
  !isMissing(error);

/** Whoever says so, InfluxDB or something before it: fewer lines may pass. */
export const isTooLong = (error: unknown): error is HttpError =>
  error instanceof HttpError && error.statusCode === 413;

/** What InfluxDB says about lines that it did not take, see https://docs.influxdata.com/influxdb/v2/write-data/troubleshoot/. */
export interface Refusal {
  readonly reason: string;
  /** How many points of the request were dropped; the others are stored, unless another shard failed besides. */
  readonly dropped: number | undefined;
  /** They are older than the bucket keeps points; else they have a value of another type than those stored. */
  readonly isRetention: boolean;
  /** Why this line cannot be read; undefined for one that is not named. */
  readonly reasonOf: (line: string) => string | undefined;
}

const shownCharacters = 500;

const opening = "unable to parse '";

/** The lines of a refusal: InfluxDB names each one that it cannot read, one after the other, as it was sent. */
function reasonsIn(message: string): Map<string, string> {
  const reasons = new Map<string, string>();
  for (const named of message.split(`\n${opening}`)) {
    const line = named.startsWith(opening) ? named.slice(opening.length) : named;
    const end = line.lastIndexOf("': ");
    if (end >= 0) reasons.set(line.slice(0, end), line.slice(end + 3));
  }
  return reasons;
}

export function refusalOf({ message, statusCode }: HttpError): Refusal {
  const dropped = /dropped=(\d+)/.exec(message) ?? /dropped (\d+) points/.exec(message);
  const reasons = statusCode === 400 ? reasonsIn(message) : new Map<string, string>();
  return {
    reason: message.slice(0, shownCharacters),
    dropped: statusCode === 422 && dropped ? Number(dropped[1]) : undefined,
    isRetention: message.includes('retention policy'),
    reasonOf: (line) => reasons.get(line),
  };
}

/** InfluxDB works and yet could not store, as with a full disk: that it answers again does not mean that it can. */
export const isStoringTrouble = ({ cause }: Fault): boolean =>
  cause instanceof HttpError && [500, 507].includes(cause.statusCode);

// Queries of an unknown organisation are 400, everything else that is missing 404.
const isMissing = ({ statusCode, message }: HttpError): boolean =>
  statusCode === 404 || (statusCode === 400 && /organization name .* not found/.test(message));

/** A wrong token, or a bucket that is not there: nothing changes before somebody changes it. */
export const isForPeople = ({ cause }: Error): boolean =>
  cause instanceof HttpError && ([401, 403].includes(cause.statusCode) || isMissing(cause));

function httpReason(error: HttpError, { bucket, org, prefix }: InfluxBucketSettings, requestMs: number) {
  if (error.statusCode === 401) {
    return `refuses the token: set ${prefix}_TOKEN to one of the organisation "${org}"`;
  }
  if (error.statusCode === 403) {
    return `does not allow it with this token: set ${prefix}_TOKEN to one that may read and write the bucket "${bucket}"`;
  }
  if (isMissing(error)) {
    return (
      `has no bucket "${bucket}" in an organisation "${org}", or the token may not see it: create it, or set ` +
      `${prefix}_BUCKET, ${prefix}_ORG and ${prefix}_TOKEN (${error.message})`
    );
  }
  if (error.statusCode === 408 || error.statusCode === 504) return `took longer than ${requestMs} ms`;
  if (error.statusCode === 429) return `is asked too much: ${error.message}`;
  return `answered ${error.statusCode}: ${error.message}`;
}

function networkReason(error: unknown, { url, prefix }: InfluxBucketSettings, requestMs: number): string {
  switch (textIn(error, 'code')) {
    case 'ECONNREFUSED':
      return `does not listen: start it, or set ${prefix}_URL`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `cannot be found: the name ${new URL(url).hostname} has no address; set ${prefix}_URL`;
    case 'ECONNRESET':
    case 'EPIPE':
      return 'closed the connection before it had answered';
    default:
      break;
  }
  if (error instanceof RequestTimedOutError) return `did not answer within ${requestMs} ms`;
  if (error instanceof AbortError) return 'closed the connection before it had answered';
  return `cannot be reached: ${textIn(error, 'message') || String(error)}`;
}

/**
 * How long the server wants to be left alone, ms: seconds or a date (https://www.rfc-editor.org/rfc/rfc9110#name-retry-after).
 * The client takes the seconds for milliseconds and no date at all.
 */
function retryAfterOf(error: unknown, mostMs: number): number | undefined {
  const header = error instanceof HttpError ? error.headers?.['retry-after'] : undefined;
  if (typeof header !== 'string') return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return ms > 0 ? Math.min(ms, mostMs) : undefined;
}

/** What went wrong with a request as `history.unavailable`, in a sentence that names what to set. */
export function influxFault(
  error: unknown,
  settings: InfluxBucketSettings,
  { requestMs, retryAfterMaxMs }: InfluxLimits,
): Fault {
  if (error instanceof Fault) return error;
  const reason =
    error instanceof HttpError
      ? httpReason(error, settings, requestMs)
      : networkReason(error, settings, requestMs);
  const retryAfterMs = retryAfterOf(error, retryAfterMaxMs);
  return new StoreAway(`InfluxDB at ${shownUrl(settings)} ${reason}`, retryAfterMs, { cause: error });
}

import { AbortError, HttpError, RequestTimedOutError } from '@influxdata/influxdb-client';
import { Fault } from '@kilowatch/contracts';
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
  [400, 413, 422].includes(error.statusCode) &&
  error.code !== undefined &&
  !isMissing(error);

/**
 * InfluxDB stored what it could: a value of another type than the stored ones, or a time beyond the retention, costs only
 * its own point (https://docs.influxdata.com/influxdb/v2/write-data/troubleshoot/).
 */
export const isPartlyWritten = (error: unknown): error is HttpError =>
  error instanceof HttpError && error.statusCode === 422 && error.message.includes('partial write');

/** How many points a partial write has dropped; at least one. */
export const droppedOf = ({ message }: HttpError): number => {
  const found = /dropped[ =](\d+)/.exec(message);
  return Math.max(1, Number(found?.[1] ?? 1));
};

/** InfluxDB works and yet could not store, as with a full disk: that it answers again does not mean that it can. */
export const isStoringTrouble = ({ cause }: Fault): boolean =>
  cause instanceof HttpError && [500, 507].includes(cause.statusCode);

// Queries of an unknown organisation are 400, everything else that is missing 404.
const isMissing = ({ statusCode, message }: HttpError): boolean =>
  statusCode === 404 || (statusCode === 400 && /organization name .* not found/.test(message));

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

/** What went wrong with a request as `history.unavailable`, in a sentence that names what to set. */
export function influxFault(error: unknown, settings: InfluxBucketSettings, requestMs: number): Fault {
  if (error instanceof Fault) return error;
  const reason =
    error instanceof HttpError
      ? httpReason(error, settings, requestMs)
      : networkReason(error, settings, requestMs);
  return new Fault('history.unavailable', `InfluxDB at ${shownUrl(settings)} ${reason}`, { cause: error });
}

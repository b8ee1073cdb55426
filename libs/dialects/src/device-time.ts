/** 2000-01-01T00:00:00Z: what a device without a set clock sends lies before it. */
const earliestAtMs = 946_684_800_000;

export interface Clock {
  readonly receivedAtMs: number;
  /** Where it is read later than it came: a clock that was slow then may be right now. Absent: as it came. */
  readonly nowMs?: number | undefined;
  /** ms; a time further ahead of our clock than this is refused. */
  readonly maxAheadMs: number;
}

/** Why the time that a device gives under this key cannot be, with what to do about it; undefined when it can. */
export function timeProblem(
  key: string,
  asSent: string | undefined,
  atMs: number,
  { receivedAtMs, nowMs = receivedAtMs, maxAheadMs }: Clock,
): string | undefined {
  const remedy = `set the clock of the device, or leave "${key}" out`;
  if (!(atMs >= earliestAtMs)) return `"${key}" is ${asSent}, before the year 2000: ${remedy}`;
  if (atMs > Math.max(receivedAtMs, nowMs) + maxAheadMs)
    return `"${key}" is ${asSent}, more than ${maxAheadMs / 1_000} s ahead of our clock: ${remedy}`;
  return undefined;
}

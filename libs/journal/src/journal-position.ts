/** Where a record begins: the segment's number and the byte in its file. A position never names two different records. */
export interface JournalPosition {
  readonly segment: number;
  readonly offset: number;
}

/** Negative when `a` comes before `b`, 0 when they are the same. */
export const comparePositions = (a: JournalPosition, b: JournalPosition): number =>
  a.segment - b.segment || a.offset - b.offset;

/** `segment:offset`, as `12:4096`. */
export const formatPosition = ({ segment, offset }: JournalPosition): string => `${segment}:${offset}`;

const form = /^(\d{1,15}):(\d{1,15})$/;

/** Reads what `formatPosition` wrote; undefined when it is something else. */
export function parsePosition(text: string): JournalPosition | undefined {
  const [, segment, offset] = form.exec(text) ?? [];
  return segment && offset ? { segment: Number(segment), offset: Number(offset) } : undefined;
}

/** Which query a cursor belongs to. */
export type CursorKind = 'points' | 'windows' | 'messages' | 'newest';

/** Three whole numbers that name the last element of a page; their meaning is the query's. */
export type CursorPosition = readonly [number, number, number];

const initials = { points: 'p', windows: 'w', messages: 'm', newest: 'n' } as const satisfies Record<
  CursorKind,
  string
>;
const shape = /^([pwmn])-([0-9a-z]{1,11})-([0-9a-z]{1,11})-([0-9a-z]{1,11})$/;

/** What a client is told whose cursor is of no use. */
export const badCursor =
  'The cursor does not belong to this query: pass "next" of the reply before unchanged, or leave it out to begin at the start';

export const encodeCursor = (kind: CursorKind, position: CursorPosition): string =>
  [initials[kind], ...position.map((part) => part.toString(36))].join('-');

/** Undefined when the text is not a cursor of this kind. */
export function decodeCursor(kind: CursorKind, text: string): CursorPosition | undefined {
  const parts = shape.exec(text);
  if (parts?.[1] !== initials[kind]) return undefined;
  const [a, b, c] = parts.slice(2).map((part) => Number.parseInt(part, 36)) as [number, number, number];
  return [a, b, c].every(Number.isSafeInteger) ? [a, b, c] : undefined;
}

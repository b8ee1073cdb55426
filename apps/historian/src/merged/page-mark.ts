import { Fault } from '@kilowatch/contracts';

/** Where a page ended: how many items of its last time have been given, that time being UTC epoch ms. */
export interface PageMark {
  readonly atMs: number;
  readonly given: number;
}

export type PageKind = 'points' | 'windows' | 'messages' | 'newest';

const initials = { points: 'p', windows: 'w', messages: 'm', newest: 'n' } as const satisfies Record<
  PageKind,
  string
>;
const shape = /^([pwmn])\.([0-9a-z]{1,10})\.([0-9a-z]{1,9})$/;

/** The cursor of the next page. */
export const encodeMark = (kind: PageKind, { atMs, given }: PageMark): string =>
  `${initials[kind]}.${atMs.toString(36)}.${given.toString(36)}`;

/** Fault: `request.invalid` for what is no cursor of this kind. */
export function decodeMark(kind: PageKind, cursor: string): PageMark {
  const [, initial, at, given] = shape.exec(cursor) ?? [];
  const mark = { atMs: Number.parseInt(at ?? '', 36), given: Number.parseInt(given ?? '', 36) };
  if (initial === initials[kind] && Number.isSafeInteger(mark.atMs) && Number.isSafeInteger(mark.given))
    return mark;
  throw new Fault(
    'request.invalid',
    'The cursor does not belong to this query: pass "next" of the reply before unchanged, or leave it out to begin at the start',
  );
}

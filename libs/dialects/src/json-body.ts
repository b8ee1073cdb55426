import { refusedAs, type Heard } from './dialect.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** What a payload says as JSON. `empty`: there is nothing in it at all. */
export type JsonBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'empty' }
  | { readonly kind: 'refused'; readonly heard: Heard };

/** Reads a payload as JSON in UTF-8; in words, what is wrong with it otherwise. `made`: the same as text, where that is there already. */
export function readJsonBody(payload: Uint8Array, made?: string): JsonBody {
  const text = made?.trim() ?? decoded(payload)?.trim();
  if (text === undefined) return refusedBody('The body is not UTF-8');
  if (text === '') return { kind: 'empty' };
  try {
    const value: unknown = JSON.parse(text);
    const isTooDeep = text.length > 2 * mostLevels && isDeeper(value, mostLevels);
    if (isTooDeep) return refusedBody(`The body is nested deeper than ${mostLevels} levels`);
    return { kind: 'json', value };
  } catch (error) {
    return refusedBody(`The body is not JSON: ${(error as Error).message}`);
  }
}

function decoded(payload: Uint8Array): string | undefined {
  try {
    return utf8.decode(payload);
  } catch {
    return undefined;
  }
}

/** Many more of them nobody could write as JSON again. */
const mostLevels = 1_000;

/** Level by level, because a call for each could be too deep itself. */
function isDeeper(value: unknown, levels: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= levels && level.length > 0; depth += 1)
    level = level.flatMap((one): unknown[] =>
      typeof one === 'object' && one !== null ? Object.values(one) : [],
    );
  return level.length > 0;
}

const refusedBody = (reason: string): JsonBody => ({ kind: 'refused', heard: refusedAs(reason) });

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What Python takes for false, and with it the predecessors: null, false, 0, "", [] and {}. */
export const isFalsy = (value: unknown): boolean =>
  typeof value === 'object' && value !== null ? Object.keys(value).length === 0 : !value;

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Facts that the arithmetic is tested against. */
export const vectors = <T>(name: string): T =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../vectors', `${name}.json`), 'utf8')) as T;

interface Golden {
  readonly name: string;
  readonly in: Readonly<Record<string, number>>;
  readonly out: Readonly<Record<string, unknown>>;
}

const golden = vectors<readonly Golden[]>('golden-arithmetic');

/** One worked example of the golden arithmetic. */
export function goldenExample(name: string): Golden {
  const example = golden.find((one) => one.name === name);
  if (!example) throw new Error(`no golden example is called ${name}`);
  return example;
}

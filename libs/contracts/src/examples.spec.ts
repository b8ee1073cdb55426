import { describe, expect, it } from '@jest/globals';
import { everySchema } from './every-schema.js';
import { examples } from './examples/index.js';
import * as contracts from './index.js';
import { routes } from './routes.js';

const cases = Object.entries(examples).map(([name, example]) => ({ name, ...example }));
const schemaOf = (name: string) => {
  const schema = everySchema.get(name);
  if (!schema) throw new Error(`"${name}" is no contract`);
  return schema;
};

describe('the examples of the contracts', () => {
  it('are there for everything that crosses a boundary, and for nothing else', () => {
    expect(Object.keys(examples).sort()).toEqual([...everySchema.keys()].sort());
  });

  it.each(cases)('$name: the valid one is accepted, also after a journey as JSON', ({ name, valid }) => {
    const schema = schemaOf(name);
    expect(schema.safeParse(valid).error).toBeUndefined();
    expect(schema.safeParse(JSON.parse(JSON.stringify(valid))).success).toBe(true);
  });

  it.each(cases)('$name: the invalid one is refused, at "$at"', ({ name, invalid, at }) => {
    const { error } = schemaOf(name).safeParse(invalid);
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([at]);
  });
});

describe('the list of routes', () => {
  it('has every route that is defined', () => {
    const isRoute = (value: unknown) => typeof (value as { path?: unknown } | null)?.path === 'string';
    const defined: unknown[] = Object.values(contracts).filter(isRoute);
    expect(new Set(routes)).toEqual(new Set(defined));
  });

  it('has each method and path once', () => {
    const names = routes.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(names).size).toBe(names.length);
  });
});

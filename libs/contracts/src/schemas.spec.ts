import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { everySchema, messages, requests } from './every-schema.js';

/** Names that Nest takes for parts of its own envelope when it sees them at the top of a payload. */
const taken = ['pattern', 'data', 'id'];

describe('the JSON Schemas of the contracts', () => {
  it.each([...everySchema])(
    '%s changes knowingly: look at the difference, then update the snapshot',
    (_name, schema) => {
      expect(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })).toMatchSnapshot();
    },
  );
});

describe('payloads on the broker', () => {
  it.each([...messages, ...requests])(
    '$pattern has no member that Nest takes for its envelope',
    ({ schema }) => {
      const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
      expect(Object.keys(properties).filter((name) => taken.includes(name))).toEqual([]);
    },
  );

  it('are strict in our own topics: a misspelt member is an error, not a silence', () => {
    const own = [...messages, ...requests].filter(({ pattern }) => pattern.startsWith('kw/'));
    const loose = own.filter(({ schema }) => {
      const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
      return json.type === 'object' && json.additionalProperties !== false;
    });
    expect(loose.map(({ pattern }) => pattern)).toEqual([]);
  });
});

describe('addresses', () => {
  const all = [...messages, ...requests];

  it('are one per contract', () => {
    expect(new Set(all.map(({ pattern }) => pattern)).size).toBe(all.length);
  });

  it('of commands are never retained', () => {
    const commands = messages.filter(({ pattern }) => /^battery\/|\/commands\//.test(pattern));
    expect(commands.length).toBeGreaterThan(2);
    expect(commands.filter(({ retain }) => retain)).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { isFalsy, readJsonBody } from './json-body.js';

const read = (text: string) => readJsonBody(new TextEncoder().encode(text));
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

describe('a body of JSON', () => {
  it.each(['{"a":1}', ' 5 ', 'null', '"[[["', '\ufeff{}', nested(100), nested(1_000)])('is %.20j', (text) => {
    expect(read(text)).toEqual({ kind: 'json', value: JSON.parse(text.replace('\ufeff', '')) as unknown });
  });

  it.each(['', ' \n\t'])('is not there in %j', (text) => {
    expect(read(text)).toEqual({ kind: 'empty' });
  });

  it.each([
    ['what is none', '{"a":', /not JSON/],
    ['more levels than it may have', nested(1_100), /deeper than 1000 levels/],
    ['as many as fit', nested(250_000), /deeper than 1000 levels/],
    ['an unended text of escapes', `"${'\\"'.repeat(250_000)}`, /not JSON/],
  ])('is refused: %s', (_, text, reason) => {
    const body = read(text);
    expect(body).toMatchObject({ kind: 'refused', heard: { reason: expect.stringMatching(reason) } });
  });

  it('is wide where it is large', () => {
    expect(read(JSON.stringify(Array.from({ length: 50_000 }, () => [{}]))).kind).toBe('json');
  });
});

it.each([
  ...[null, undefined, false, 0, -0, '', [], {}].map((value) => [value, true] as const),
  ...[true, 1, ' ', [0], { a: undefined }].map((value) => [value, false] as const),
])('%j counts as nothing: %s', (value, expected) => {
  expect(isFalsy(value)).toBe(expected);
});

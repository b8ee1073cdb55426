import { describe, expect, it } from '@jest/globals';
import { canMeet, covers, filterProblem, filtersIn } from './topic-filter.js';

describe('covers', () => {
  it.each([
    ['a/b', 'a/b', true],
    ['a/b', 'a/c', false],
    ['a/+', 'a/b', true],
    ['a/+', 'a/b/c', false],
    ['a/+', 'a', false],
    ['+/b', '/b', true],
    ['a/#', 'a/b/c', true],
    ['a/#', 'a', true],
    ['#', 'a', true],
    ['#', '$SYS/x', false],
    ['+/x', '$SYS/x', false],
    ['$SYS/#', '$SYS/x', true],
    ['a/#', 'a/+/b', true],
    ['a/+', 'a/+', true],
    ['a/b', 'a/+', false],
    ['+/+', 'a/#', false],
  ])('%s, %s: %s', (filter, topic, isCovered) => {
    expect(covers(filter, topic)).toBe(isCovered);
  });
});

describe('filterProblem', () => {
  it.each(['a', 'a/+/b', 'a/#', '/a', 'a//b', '+'])('takes %s', (filter) => {
    expect(filterProblem(filter)).toBeUndefined();
  });

  it.each(['', 'a/#/b', 'a+/b', 'a/b#', 'a\0', '#', '+/+', 'kw/v1/x', 'kw/#'])(
    'says what is wrong with %j',
    (filter) => {
      expect(filterProblem(filter)).toMatch(/\w{5}/);
    },
  );
});

describe('canMeet', () => {
  it.each([
    ['a/+', '+/b', true],
    ['a/#', 'a', true],
    ['#', 'a/b', true],
    ['a/+', 'a/b/c', false],
    ['a/+/c', 'a/b/d', false],
    ['a', 'b', false],
  ])('%s, %s: %s', (one, other, can) => {
    expect([canMeet(one, other), canMeet(other, one)]).toEqual([can, can]);
  });
});

describe('filtersIn', () => {
  it('reads a list', () => {
    expect(filtersIn(' a/+ ,, b/#')).toEqual(['a/+', 'b/#']);
  });
});

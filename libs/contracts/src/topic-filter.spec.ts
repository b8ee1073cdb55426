import { describe, expect, it } from '@jest/globals';
import { covers, filterProblem } from './topic-filter.js';

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
  it.each(['a', 'a/+/b', '+/+', 'a/#', '#', '/a', 'a//b'])('takes %s', (filter) => {
    expect(filterProblem(filter)).toBeUndefined();
  });

  it.each(['', 'a/#/b', 'a+/b', 'a/b#', 'a\0'])('says what is wrong with %j', (filter) => {
    expect(filterProblem(filter)).toMatch(/\w{5}/);
  });
});

import { describe, expect, it } from '@jest/globals';
import { covers, TopicRouter } from './topic-router.js';

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
  ])('%s, %s: %s', (filter, topic, isCovered) => {
    expect(covers(filter, topic)).toBe(isCovered);
  });
});

describe('TopicRouter', () => {
  it('finds every route of a topic, also after routes came and went', () => {
    const router = new TopicRouter<{ filter: string }>();
    const [one, all] = [{ filter: 'a/b' }, { filter: 'a/+' }];
    router.add(one);
    expect(router.routesOf('a/b')).toEqual([one]);
    router.add(all);
    expect(router.routesOf('a/b')).toEqual([one, all]);
    expect(router.routesOf('a/c')).toEqual([all]);
    router.remove(one);
    expect(router.routesOf('a/b')).toEqual([all]);
  });
});

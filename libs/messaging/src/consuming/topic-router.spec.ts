import { describe, expect, it } from '@jest/globals';
import { TopicRouter } from './topic-router.js';

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

import { describe, expect, it } from '@jest/globals';
import { scopes, types } from './boundaries.mjs';
import { projects } from './projects.mjs';

describe('the tags of the projects', () => {
  it.each(projects)('$name has one known type and one known scope', ({ tags }) => {
    const known = [
      ...Object.keys(types).map((t) => `type:${t}`),
      ...Object.keys(scopes).map((s) => `scope:${s}`),
    ];
    expect(known).toEqual(expect.arrayContaining(tags));
    expect(tags.map((tag) => tag.split(':')[0]).sort()).toEqual(['scope', 'type']);
  });

  it('are all used', () => {
    const used = new Set(projects.flatMap(({ tags }) => tags));
    expect(Object.keys(types).filter((type) => !used.has(`type:${type}`))).toEqual([]);
    expect(Object.keys(scopes).filter((scope) => !used.has(`scope:${scope}`))).toEqual([]);
  });
});

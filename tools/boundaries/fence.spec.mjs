import { describe, expect, it } from '@jest/globals';
import { scopes, types } from './boundaries.mjs';
import { lintAs, sourceOf, specOf } from './planted.mjs';
import { projects } from './projects.mjs';

const rule = '@nx/enforce-module-boundaries';
const hasTag = (tag) => (project) => project.tags.includes(tag);
const typeOf = (project) => project.tags.find((tag) => tag.startsWith('type:')).slice('type:'.length);
const scopeOf = (project) => project.tags.find((tag) => tag.startsWith('scope:')).slice('scope:'.length);
const importable = projects.filter(({ folder }) => folder !== 'tools');

const planting = (module) => `import * as planted from '${module}';\nexport const kept = planted;\n`;
const refusalsOf = async (file, module) =>
  (await lintAs(file, planting(module)))
    .filter(({ ruleId }) => ruleId === rule)
    .map(({ message }) => message);

/** Somewhere to plant, and a library that may not be imported there. One that depends on us would be refused as a cycle. */
function forbiddenLibrary(from, isForbidden) {
  const others = importable.filter((project) => project.name !== from.name && isForbidden(project));
  return `@kilowatch/${others.at(-1).name}`;
}

describe('the fence around each type', () => {
  const rows = Object.entries(types).filter(([type]) => type !== 'composition');

  it.each(rows)(
    'type:%s may not import a library that its row does not list',
    async (type, { types: allowed }) => {
      const project = importable.find(hasTag(`type:${type}`));
      const module = forbiddenLibrary(project, (other) => !allowed.includes(typeOf(other)));
      expect(await refusalsOf(sourceOf(project.folder), module)).not.toEqual([]);
    },
  );

  it.each(rows.filter(([, { packages }]) => !packages.includes('*')))(
    'type:%s may not import a package that its row does not list',
    async (type) => {
      const project = importable.find(hasTag(`type:${type}`));
      const refusals = await refusalsOf(sourceOf(project.folder), 'typescript');
      expect(refusals).toContain(
        `A project tagged with "type:${type}" is not allowed to import "typescript"`,
      );
    },
  );

  it.each(rows.filter(([, { packages }]) => packages[0] && packages[0] !== '*'))(
    'type:%s may import the packages of its row',
    async (type, { packages }) => {
      const project = importable.find(hasTag(`type:${type}`));
      const refusals = await refusalsOf(
        sourceOf(project.folder),
        packages[0].replace('@nestjs/*', '@nestjs/common'),
      );
      expect(refusals.filter((message) => message.includes('is not allowed to import'))).toEqual([]);
    },
  );
});

/** A project of the scope whose sources have no liberties. */
const inScope = (scope) =>
  importable.find((project) => hasTag(`scope:${scope}`)(project) && typeOf(project) !== 'composition');

describe('the fence around each scope', () => {
  it.each(Object.entries(scopes))(
    'scope:%s may not import a library of another',
    async (scope, { scopes: allowed }) => {
      const from = inScope(scope);
      const module = forbiddenLibrary(from, (other) => !allowed.includes(scopeOf(other)));
      expect(await refusalsOf(sourceOf(from.folder), module)).not.toEqual([]);
    },
  );

  it.each(Object.entries(scopes))(
    'scope:%s may not import a package that it bans',
    async (scope, { bans }) => {
      const from = inScope(scope);
      const banned = bans[0].replace('@nestjs/*', '@nestjs/common');
      expect(await refusalsOf(sourceOf(from.folder), banned)).toContain(
        `A project tagged with "scope:${scope}" is not allowed to import "${banned}"`,
      );
    },
  );
});

describe('specs', () => {
  const domain = projects.find(({ name }) => name === 'domain');

  it.each(['fast-check', '@jest/globals'])('may import %s, sources may not', async (module) => {
    expect(await refusalsOf(specOf(domain.folder), module)).toEqual([]);
    expect(await refusalsOf(sourceOf(domain.folder), module)).not.toEqual([]);
  });

  it('may start worlds where sources may not', async () => {
    const publisher = projects.find(({ name }) => name === 'mqtt-publisher');
    expect(await refusalsOf(sourceOf(publisher.folder), '@kilowatch/testing')).not.toEqual([]);
  });
});

import { scopes, specPackages, types } from './boundaries.mjs';

const typed = (names) => names.map((name) => `type:${name}`);
const scoped = (names) => names.map((name) => `scope:${name}`);

const scopeConstraints = Object.entries(scopes).map(([scope, { scopes: allowed, bans }]) => ({
  sourceTag: `scope:${scope}`,
  onlyDependOnLibsWithTags: scoped(allowed),
  bannedExternalImports: bans,
}));

/**
 * Nx's `depConstraints` from the table. A dependency must satisfy every constraint whose source tag matches, and satisfies one by
 * any of its listed tags: so type rows list types only, and scope rows scopes only.
 */
export const sourceConstraints = [
  ...scopeConstraints,
  ...Object.entries(types).map(([type, { types: allowed, packages }]) => ({
    sourceTag: `type:${type}`,
    onlyDependOnLibsWithTags: typed(allowed),
    allowedExternalImports: packages,
  })),
];

const testingIsServer = { sourceTag: 'scope:shared', onlyDependOnLibsWithTags: scoped(['shared', 'server']) };

/** The same for specs, which may also start worlds and use the tools of testing. */
export const specConstraints = [
  ...Object.entries(types).map(([type, { types: allowed, packages }]) => ({
    sourceTag: `type:${type}`,
    onlyDependOnLibsWithTags: typed([...new Set([...allowed, 'testing'])]),
    allowedExternalImports: [...packages, ...specPackages],
  })),
  ...Object.keys(scopes)
    .filter((scope) => scope !== 'shared')
    .map((scope) => ({
      sourceTag: `scope:${scope}`,
      onlyDependOnLibsWithTags: scoped(['server', 'web', 'shared']),
    })),
  testingIsServer,
];

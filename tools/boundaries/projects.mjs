import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

const read = (folder) => {
  const { nx } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  return { name: nx.name, folder, tags: nx.tags ?? [] };
};

/** Every project of the workspace with its tags, read from the package.json files themselves. */
export const projects = [
  ...['apps', 'libs'].flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`)),
  'tools',
]
  .filter((folder) => existsSync(join(root, folder, 'package.json')))
  .map(read);

/** Glob patterns of the sources of all projects of these types. */
export const sourceFoldersOf = (types) =>
  projects
    .filter(({ tags }) => types.some((type) => tags.includes(`type:${type}`)))
    .map(({ folder }) => `${folder}/src/**`);

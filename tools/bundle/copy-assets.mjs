import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

const projectOf = (root, input) =>
  /^(?!.*\/node_modules\/)(.*\/(?:apps|libs)\/[^/]+)\/src\//.exec(resolve(root, input))?.[1];

/**
 * Copies what bundled code reads at run time beside the bundle: every project in it may name files of packages in its
 * package.json, as `"bundleAssets": { "<folder in dist>": { "package": "…", "files": ["…"] } }`.
 */
export function copyAssets(root, inputs) {
  const projects = new Set(inputs.map((input) => projectOf(root, input)).filter(Boolean));
  for (const project of projects) {
    const manifest = join(project, 'package.json');
    const { bundleAssets = {} } = JSON.parse(readFileSync(manifest, 'utf8'));
    for (const [folder, { package: name, files }] of Object.entries(bundleAssets)) {
      const from = dirname(createRequire(manifest).resolve(`${name}/package.json`));
      const to = join(root, 'dist', folder);
      mkdirSync(to, { recursive: true });
      for (const file of files) copyFileSync(join(from, file), join(to, file));
    }
  }
}

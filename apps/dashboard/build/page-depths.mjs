import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How many slashes an address of the page may have after the root of the product: `sensors/<device>/` has two. */
export const deepestPage = 2;

const base = '<base href="./" />';

/**
 * Writes the page once for each depth of address: `index.html` for `/gas`, `index-1.html` for `/gas/<device>`. They differ in
 * their `base`, which is relative, so that the product works under any prefix of a proxy without being told of it.
 */
export function pageDepths() {
  let folder = 'dist';
  return {
    name: 'kilowatch:page-depths',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle() {
      const page = readFileSync(join(folder, 'index.html'), 'utf8');
      if (!page.includes(base)) throw new Error(`index.html must contain ${base}`);
      for (let depth = 1; depth <= deepestPage; depth += 1)
        writeFileSync(
          join(folder, `index-${depth}.html`),
          page.replace(base, `<base href="${'../'.repeat(depth)}" />`),
        );
    },
  };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const source = 'src/theme/theme-boot.js';

/**
 * Puts the remembered theme's script into the head: a classic script that runs before the first paint, hashed like every
 * other asset, and a file of its own because the content security policy allows no inline script.
 */
export function themeBoot() {
  let root = '';
  let asset;
  return {
    name: 'kilowatch:theme-boot',
    configResolved(config) {
      root = config.root;
    },
    buildStart() {
      if (this.environment?.mode === 'dev') return;
      const code = readFileSync(join(root, source), 'utf8');
      asset = this.emitFile({ type: 'asset', name: 'theme-boot.js', source: code });
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, context) {
        const src = context.bundle && asset ? `./${fileNameOf(context.bundle)}` : `./${source}`;
        // After the base, which every address of the page needs, and before all that is drawn.
        return html.replace(/<base [^>]*>/, (base) => `${base}\n    <script src="${src}"></script>`);
      },
    },
  };
}

const fileNameOf = (bundle) => Object.keys(bundle).find((name) => /theme-boot-.*\.js$/.test(name));

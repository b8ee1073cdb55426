import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { root } from '../scripts/node24.mjs';

const dist = join(root, 'apps/dashboard/dist');
const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

function sizesOf(files) {
  const contents = files.map((file) => readFileSync(join(dist, file)));
  const sum = (size) => contents.reduce((total, content) => total + size(content), 0);
  const brotli = (content) =>
    brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  return `${kb(sum((content) => content.length))} raw, ${kb(sum((content) => gzipSync(content, { level: 9 }).length))} gzip, ${kb(sum(brotli))} brotli (${files.length} files)`;
}

/** What the browser loads at once (the entry and all that it imports), and what it loads later. */
function scripts() {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
  const first = new Set();
  const visit = (key) => {
    if (first.has(manifest[key].file)) return;
    first.add(manifest[key].file);
    manifest[key].imports?.forEach(visit);
  };
  Object.keys(manifest)
    .filter((key) => manifest[key].isEntry)
    .forEach(visit);
  const all = readdirSync(dist, { recursive: true }).filter((file) => file.endsWith('.js'));
  return {
    first: [...first].filter((file) => file.endsWith('.js')),
    later: all.filter((file) => !first.has(file)),
  };
}

/** The sizes of the built dashboard, each file compressed by itself, as it is served. */
export function benchSizes(say) {
  const { first, later } = scripts();
  const others = readdirSync(dist, { recursive: true }).filter((file) =>
    /\.(css|html|svg|woff2?|png)$/.test(file),
  );
  say(`dashboard, JavaScript of the first view: ${sizesOf(first)}`);
  say(`dashboard, JavaScript loaded later (charts): ${sizesOf(later)}`);
  say(`dashboard, everything else (page, styles, icons): ${sizesOf(others)}`);
}

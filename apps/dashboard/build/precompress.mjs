import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const compressible = new Set(['.js', '.css', '.html', '.svg', '.webmanifest']);
const brotli = {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
};

const filesOf = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && compressible.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));

/** Writes `.br` and `.gz` beside every text file of the build, so that the server compresses nothing itself. */
export function precompress() {
  let folder = 'dist';
  return {
    name: 'kilowatch:precompress',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle() {
      for (const file of filesOf(folder)) {
        const plain = readFileSync(file);
        const small = brotliCompressSync(plain, brotli);
        writeFileSync(`${file}.br`, small);
        writeFileSync(`${file}.gz`, gzipSync(plain, { level: 9 }));
        console.log(`${(small.length / 1_000).toFixed(1).padStart(7)} kB brotli  ${relative(folder, file)}`);
      }
    },
  };
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from '@swc/core';
import { build } from 'esbuild';
import { copyAssets } from './copy-assets.mjs';

/** Packages that Nest and others load only when asked for; we never ask. */
const neverLoaded = [
  '@nestjs/platform-express',
  '@grpc/grpc-js',
  '@grpc/proto-loader',
  'kafkajs',
  'nats',
  '@nats-io/transport-node',
  '@fastify/multipart',
  'ioredis',
  'amqplib',
  'amqp-connection-manager',
  'class-transformer',
  'class-validator',
  'cache-manager',
  '@fastify/view',
  'bufferutil',
  'utf-8-validate',
];

const swcDecorators = {
  name: 'swc-decorators',
  setup(builder) {
    builder.onLoad({ filter: /(apps|libs)\/.*\.ts$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, 'utf8'), {
        filename: path,
        sourceMaps: 'inline',
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
      });
      return { contents: code, loader: 'js' };
    });
  },
};

/**
 * Bundles each entry of a service to one file in `dist/`: `src/main.ts` where there is one, and those named as arguments,
 * either as a file in `src` (`sqlite.worker.ts`) or with a path of its own (`sqlite.worker.ts=../../libs/x/src/sqlite.worker.ts`).
 */
const root = process.cwd();
const entries = ['main.ts', ...process.argv.slice(2)]
  .map((argument) => argument.split('='))
  .map(([out, file = join('src', out)]) => ({ in: file, out: out.replace(/\.ts$/, '') }))
  .filter(({ in: file, out }) => out !== 'main' || existsSync(join(root, file)));
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: entries,
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  keepNames: true,
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  external: neverLoaded,
  plugins: [swcDecorators],
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);const __filename=import.meta.filename;const __dirname=import.meta.dirname;",
  },
  logLevel: 'warning',
  metafile: true,
});
copyAssets(root, Object.keys(metafile.inputs));

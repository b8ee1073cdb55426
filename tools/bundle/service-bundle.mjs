import { readFileSync } from 'node:fs';
import { transform } from '@swc/core';

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

/** How a service becomes one file: decorators by SWC, everything inside but what is never loaded. */
export const serviceBundle = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
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
};

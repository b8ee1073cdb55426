import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { projects } from '../boundaries/projects.mjs';

const root = join(import.meta.dirname, '../..');

const requireForCommonJs =
  "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";
const services = projects.filter(({ folder }) => existsSync(join(root, folder, 'src/config.ts')));
const entry = [
  `import 'reflect-metadata';`,
  `export { z } from 'zod';`,
  `export * as every from './libs/contracts/src/every-schema.ts';`,
  `export { allTraffic, clientEvents, serverEvents, socketNamespace, faults } from './libs/contracts/src/index.ts';`,
  `export { examples } from './libs/contracts/src/examples/index.ts';`,
  `export { commonConfig } from './libs/service-kit/src/config/common-config.ts';`,
  `export { brokerLimitsConfig } from './libs/service-kit/src/config/broker-config.ts';`,
  ...services.map(({ name, folder }) => `export * as ${configOf(name)} from './${folder}/src/config.ts';`),
].join('\n');

function configOf(name) {
  return `config_${name.replaceAll('-', '_')}`;
}

/** The schemas of the product as values: contracts, examples, and the configuration of each service. */
export async function load() {
  const folder = join(root, 'node_modules/.cache/kilowatch');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `schemas-${process.pid}.mjs`);
  await build({
    stdin: { contents: entry, resolveDir: root },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
    external: [
      '@nestjs/*',
      'fastify',
      '@fastify/*',
      'pino',
      'mqtt',
      'mqtt-packet',
      'aedes',
      'rxjs',
      'reflect-metadata',
    ],
    banner: { js: requireForCommonJs },
  });
  const { z, every, examples, ...loaded } = await import(pathToFileURL(outfile).href);
  rmSync(outfile);
  const configs = services.map(({ name }) => ({
    name,
    shape: Object.assign({}, ...Object.values(loaded[configOf(name)]).map((config) => config.shape ?? {})),
  }));
  return { z, ...every, ...loaded, examples, configs };
}

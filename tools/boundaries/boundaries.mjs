/**
 * Who may import whom: the one table from which lint's module boundaries are generated. Every project carries one `type:` and
 * one `scope:` tag (in its package.json). `packages` are the npm packages that the sources of a type may import; specs may
 * import `specPackages` as well. A trailing `*` stands for anything.
 */
export const types = {
  contract: {
    is: 'topics, payloads, routes, fault codes',
    types: [],
    packages: ['zod'],
  },
  pure: {
    is: 'decisions and transformations, functions of their arguments',
    types: ['contract', 'pure'],
    packages: [],
  },
  platform: {
    is: 'what a service stands on: start, configuration, messaging',
    types: ['contract', 'pure', 'platform'],
    packages: [
      '@nestjs/*',
      'reflect-metadata',
      'rxjs',
      'zod',
      'yaml',
      'pino',
      'fastify',
      '@fastify/*',
      'mqtt',
      'mqtt-packet',
      'aedes',
    ],
  },
  data: {
    is: 'a port to stored or live data, with its adapters',
    types: ['contract', 'pure'],
    packages: ['@influxdata/*', 'socket.io-client'],
  },
  ui: {
    is: 'charts',
    types: ['contract', 'pure'],
    packages: ['echarts', 'echarts/*'],
  },
  testing: {
    is: 'brokers, worlds, object mothers',
    types: ['contract', 'pure', 'platform', 'data', 'testing'],
    packages: ['*'],
  },
  service: {
    is: 'one app of the product',
    types: ['contract', 'pure', 'platform', 'data'],
    packages: [
      '@nestjs/*',
      'reflect-metadata',
      'rxjs',
      'zod',
      'pino',
      'fastify',
      '@fastify/*',
      'socket.io',
      'swagger-ui-dist',
    ],
  },
  web: {
    is: 'the browser app',
    types: ['contract', 'pure', 'data', 'ui'],
    packages: ['preact', 'preact/*', '@preact/*'],
  },
  composition: {
    is: 'puts services together: standalone, system tests, tools',
    types: ['contract', 'pure', 'platform', 'data', 'ui', 'testing', 'service', 'web', 'composition'],
    packages: ['*'],
  },
};

/** Where code runs. `bans` are npm packages that have no business there, whatever the type says. */
export const scopes = {
  shared: { is: 'server and browser', scopes: ['shared'], bans: ['@nestjs/*', 'echarts', 'echarts/*'] },
  server: { is: 'Node only', scopes: ['server', 'shared'], bans: ['echarts', 'echarts/*'] },
  web: { is: 'browser only', scopes: ['web', 'shared'], bans: ['@nestjs/*'] },
};

/** Types that must also run in a browser or be free of side effects: no `node:` modules in their sources. */
export const typesWithoutNode = ['contract', 'pure', 'ui', 'web'];

/** What a spec, or a suite that other libraries run, may import beside what its type may. */
export const specPackages = [
  '@jest/globals',
  'fast-check',
  '@nestjs/*',
  'rxjs',
  'zod',
  'fastify',
  'mqtt',
  'mqtt-packet',
  'aedes',
  'socket.io',
  'socket.io-client',
  'esbuild',
  'playwright-core',
  '@sparticuz/chromium',
];

/** The one folder that may import a technology: everything else goes through its library. Specs may talk to the real thing. */
export const doors = {
  mqtt: 'libs/messaging',
  'mqtt-packet': 'libs/messaging',
  aedes: 'libs/messaging',
  '@influxdata/*': 'libs/history-store',
  echarts: 'libs/charts',
};

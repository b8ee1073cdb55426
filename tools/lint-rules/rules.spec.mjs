import { describe, expect, it } from '@jest/globals';
import { lintAs, sourceOf, specOf } from '../boundaries/planted.mjs';

const domain = 'libs/domain/src/index.ts';
const messaging = 'libs/messaging/src/index.ts';
const publisher = 'apps/mqtt-publisher/src/index.ts';
const charts = 'libs/charts/src/index.ts';

const rulesBroken = async (file, text) => (await lintAs(file, text)).map(({ ruleId }) => ruleId);

/** One violation per promise: rule, file it is planted in, text. */
const violations = [
  ['kilowatch/no-topic-literal', publisher, `export const topic = 'kw/v1/state/x';`],
  ['kilowatch/no-topic-literal', publisher, 'export const topic = (id: string) => `batteries/${id}/state`;'],
  ['kilowatch/no-topic-literal', publisher, `export const topic = 'battery/charge';`],
  ['kilowatch/no-process-env', publisher, `export const port = process.env['PORT'];`],
  ['kilowatch/no-process-env', publisher, `const { env } = process;\nexport const port = env['PORT'];`],
  ['kilowatch/one-door', publisher, `export { connect } from 'mqtt';`],
  ['kilowatch/one-door', publisher, `export * from 'mqtt-packet';`],
  ['kilowatch/one-door', publisher, `export const broker = () => import('aedes');`],
  ['kilowatch/one-door', messaging, `export * from '@influxdata/influxdb-client';`],
  ['kilowatch/one-door', sourceOf('apps/dashboard'), `export * from 'echarts/core';`],
  ['kilowatch/no-ambient-time', domain, 'export const now = Date.now();'],
  ['kilowatch/no-ambient-time', domain, 'export const now = new Date();'],
  ['kilowatch/no-ambient-time', charts, 'export const now = () => Date.now();'],
  ['kilowatch/no-ambient-time', 'libs/compat/src/index.ts', 'export const chance = Math.random();'],
  ['kilowatch/no-ambient-time', 'libs/dialects/src/index.ts', 'export const now = () => performance.now();'],
  ['kilowatch/no-timer-in-spec', specOf('libs/domain'), 'setTimeout(() => undefined, 10);'],
  ['kilowatch/no-timer-in-spec', specOf('libs/domain'), `export { setTimeout } from 'node:timers/promises';`],
  [
    'kilowatch/no-http-exception',
    publisher,
    `import { HttpException } from '@nestjs/common';\nvoid HttpException;`,
  ],
  [
    'kilowatch/no-http-exception',
    publisher,
    `import { NotFoundException as N } from '@nestjs/common';\nvoid N;`,
  ],
  ['kilowatch/no-node-module', domain, `export { readFileSync } from 'node:fs';`],
  ['kilowatch/no-default-export', domain, 'export default 1;'],
  ['@typescript-eslint/no-explicit-any', domain, 'export const same = (x: any): void => void x;'],
  ['@typescript-eslint/no-floating-promises', domain, 'Promise.resolve(1);'],
  ['@typescript-eslint/no-misused-promises', domain, 'export const f = (p: Promise<number>) => (p ? 1 : 2);'],
  [
    '@typescript-eslint/switch-exhaustiveness-check',
    domain,
    `export function f(x: 'a' | 'b') {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}`,
  ],
  ['max-lines', domain, 'export {};\n'.repeat(251)],
];

const blameless = [
  ['a time that was passed in', domain, 'export const at = (atMs: number) => new Date(atMs);'],
  ['a topic in contracts', 'libs/contracts/src/index.ts', `export const topic = 'kw/v1/state/x';`],
  ['the door to MQTT', messaging, `export { connect } from 'mqtt';`],
  [
    'an exhaustive switch',
    domain,
    `export const f = (x: 'a') => {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n};`,
  ],
];

describe('our own lint rules', () => {
  it.each(violations)('%s is reported in %s: %s', async (rule, file, text) => {
    expect(await rulesBroken(file, text)).toContain(rule);
  });

  it.each(blameless)('nothing is said against %s', async (_what, file, text) => {
    expect(await rulesBroken(file, text)).toEqual([]);
  });

  it('each has a violation here', async () => {
    const { kilowatch } = await import('./plugin.mjs');
    const planted = new Set(violations.map(([rule]) => rule));
    expect(Object.keys(kilowatch.rules).filter((name) => !planted.has(`kilowatch/${name}`))).toEqual([]);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import * as z from 'zod';
import type { ServiceDefinition } from '../service.js';
import { atLeastOne, secret } from './fields.js';
import { loadSettings } from './load-settings.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const historian: ServiceDefinition = {
  name: 'historian',
  config: z.object({
    PAGE_POINTS: atLeastOne(4_000).describe('most points'),
    STORE_URL: z.string().optional(),
    STORE_TOKEN: secret().optional(),
  }),
  hasHttp: false,
  module: () => ({ module: class {} }),
};

const shown = (env: Record<string, string>) => {
  const { shown } = loadSettings([historian], { env, folder });
  return new Map(shown.get('historian')?.map(({ name, ...rest }) => [name, rest]));
};

it('says what holds and where it comes from', () => {
  writeFileSync(join(folder, 'kilowatch.yaml'), 'PAGE_POINTS: 100\nPORT: 6000\n');
  const settings = shown({ PORT: '6001' });
  expect(settings.get('PAGE_POINTS')).toEqual({ value: '100', from: 'file', about: 'most points' });
  expect(settings.get('PORT')).toMatchObject({ value: '6001', from: 'environment' });
  expect(settings.get('MQTT_PORT')).toMatchObject({ value: '1883', from: 'default' });
  expect(settings.get('DEMO')).toMatchObject({ value: 'on', from: 'default' });
  expect(settings.get('STORE_URL')).toEqual({ value: null, from: 'default' });
});

it('never says a secret, not even one within an address', () => {
  const settings = shown({ STORE_TOKEN: 'hunter2', STORE_URL: 'http://me:hunter2@store:8086/x' });
  expect(settings.get('STORE_TOKEN')).toEqual({ value: null, from: 'environment', isSecret: true });
  expect(settings.get('STORE_URL')?.value).toBe('http://…@store:8086/x');
  expect(JSON.stringify([...settings])).not.toContain('hunter2');
});

it.each([
  ['http://me:hunter@2@store/x', 'http://…@store/x'],
  ['http://store/x?org=a&token=hunter2#y', 'http://store/x?org=…&token=…#y'],
  ['http://me:hunter2@a,http://b@c', 'http://…@a,http://…@c'],
  ['http://store/mail@home', 'http://store/mail@home'],
])('shows the address %s as %s', (address, expected) => {
  expect(shown({ STORE_URL: address }).get('STORE_URL')?.value).toBe(expected);
});

it('are in the order of their names, each once', () => {
  const names = [...shown({}).keys()];
  expect(names).toEqual([...names].sort());
  expect(names).toContain('MQTT_OUTBOX_MESSAGES');
});

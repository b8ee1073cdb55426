import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { StartRefused } from '../run/start-refused.js';
import type { ServiceDefinition } from '../service.js';
import { commonConfig } from './common-config.js';
import type { Environment } from './environment.js';
import { atLeastOne, secret } from './fields.js';
import { loadSettings } from './load-settings.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kilowatch-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const publisher: ServiceDefinition = {
  name: 'mqtt-publisher',
  config: z.object({
    ...commonConfig.pick({ BATTERY_RATED_KW: true, DEMO: true }).shape,
    PUBLISHER_RETRIES: atLeastOne(3),
    PUBLISHER_TOKEN: secret().optional(),
  }),
  hasHttp: false,
  module: () => {
    throw new Error('not started here');
  },
};

const load = (env: Environment = {}, yaml?: string) => {
  if (yaml !== undefined) writeFileSync(join(folder, 'kilowatch.yaml'), yaml);
  return loadSettings([publisher], { env, folder });
};
const refusalOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof StartRefused) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('the configuration', () => {
  it('has defaults that start the product on one machine', () => {
    const { common, limits } = load();
    expect(common).toMatchObject({
      PORT: 5003,
      HOST: '127.0.0.1',
      MQTT_PORT: 1883,
      DEMO: true,
      CORS_ORIGINS: [],
    });
    expect(common).toMatchObject({
      MQTT_TOPIC_CHARGE: 'battery/charge',
      MQTT_TOPIC_DISCHARGE: 'battery/discharge',
    });
    expect(Intl.supportedValuesOf('timeZone').concat('UTC')).toContain(common.TIME_ZONE);
    expect(limits.outboxMessages).toBe(10_000);
  });

  it.each([
    ['BATTERY_RATED_KW', 'abc', 'BATTERY_RATED_KW: must be a number above 0, got "abc"'],
    ['BATTERY_RATED_KW', '0', 'BATTERY_RATED_KW: must be a number above 0, got "0"'],
    ['PORT', '70000', 'PORT: must be a whole number from 0 to 65535, got "70000"'],
    ['PORT', '80.5', 'PORT: must be a whole number from 0 to 65535, got "80.5"'],
    ['AUTH', 'none', 'AUTH: must be open, got "none"'],
    ['DEMO', 'maybe', 'DEMO: must be on or off, got "maybe"'],
    ['TIME_ZONE', 'Berlin', 'TIME_ZONE: must be an IANA time zone such as Europe/Berlin, got "Berlin"'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL: must be one of debug, info, warn, error, silent, got "loud"'],
    [
      'MQTT_TOPIC_CHARGE',
      'battery/#',
      'MQTT_TOPIC_CHARGE: must be an MQTT topic without + and #, got "battery/#"',
    ],
    ['MQTT_OUTBOX_MESSAGES', '0', 'MQTT_OUTBOX_MESSAGES: must be a whole number of at least 1, got "0"'],
    ['PUBLISHER_RETRIES', '-1', 'PUBLISHER_RETRIES: must be a whole number of at least 1, got "-1"'],
    ['HEATPUMP_BRAND', 'viessmann', 'HEATPUMP_BRAND: must be one of thermia, ivt, nibe, got "viessmann"'],
    [
      'HEATPUMP_BRANDS',
      'ivt',
      'HEATPUMP_BRANDS: must be a list such as 0004A3B1C2D3=ivt,nibe=nibe, with thermia, ivt, nibe, got "ivt"',
    ],
    [
      'CORS_ORIGINS',
      'https://a.example/path',
      'CORS_ORIGINS: must be a comma-separated list of origins such as https://home.example:8443, got "https://a.example/path"',
    ],
  ])('says in words what is wrong with %s=%s', (name, value, problem) => {
    expect(refusalOf(() => load({ [name]: value }))).toBe(`The configuration has problems:\n  ${problem}`);
  });

  it('reports all problems at once, from both sources', () => {
    const message = refusalOf(() => load({ PORT: 'x' }, 'DEMO: perhaps\nBATERY_RATED_KW: 15\n'));
    expect(message.split('\n')).toEqual([
      'The configuration has problems:',
      '  BATERY_RATED_KW: is not a setting (in the configuration file); did you mean BATTERY_RATED_KW?',
      '  PORT: must be a whole number from 0 to 65535, got "x"',
      '  DEMO: must be on or off, got "perhaps"',
    ]);
  });

  it('lets the environment win over the file', () => {
    const { common, services } = load({ PORT: '1' }, 'PORT: 2\nHOST: localhost\nBATTERY_RATED_KW: 15.5\n');
    expect(common).toMatchObject({ PORT: 1, HOST: 'localhost' });
    expect(services.get('mqtt-publisher')).toMatchObject({ BATTERY_RATED_KW: 15.5 });
  });

  it('reads lists, switches and numbers of the file as the same text of the environment', () => {
    const { common } = load(
      {},
      'CORS_ORIGINS: [https://a.example, "https://b.example"]\nDEMO: off\nMQTT_PASSWORD: 0123\n',
    );
    expect(common.CORS_ORIGINS).toEqual(['https://a.example', 'https://b.example']);
    expect(common.DEMO).toBe(false);
    expect(common.MQTT_PASSWORD).toBe('0123');
  });

  it('reads brands of heat pumps, as lines of the file or as a list', () => {
    const brands = new Map([
      ['0004A3B1C2D3', 'ivt'],
      ['ThermIQ-mqtt', 'thermia'],
    ]);
    const yaml = 'HEATPUMP_BRAND: nibe\nheatPumps:\n  0004A3B1C2D3: ivt\n  ThermIQ-mqtt: thermia\n';
    expect(load({}, yaml).common).toMatchObject({ HEATPUMP_BRAND: 'nibe', HEATPUMP_BRANDS: brands });
    const list = ' 0004A3B1C2D3 = ivt, ThermIQ-mqtt=thermia';
    expect(load({ HEATPUMP_BRANDS: list }).common.HEATPUMP_BRANDS).toEqual(brands);
    expect(load({}, 'heatPumps:\n').common.HEATPUMP_BRANDS).toEqual(new Map());
  });

  it('reads what the dashboard shows how, as lines of the file or as JSON', () => {
    const yaml =
      "display:\n  gasDangerPpm:\n    CO: 100\n  colours:\n    soc: { light: '#112233', dark: '#aabbcc' }\n";
    const own = { gasDangerPpm: { CO: 100 }, colours: { soc: { light: '#112233', dark: '#aabbcc' } } };
    expect(load({}, yaml).common.DISPLAY_SETTINGS).toEqual(own);
    expect(load({ DISPLAY_SETTINGS: JSON.stringify(own) }).common.DISPLAY_SETTINGS).toEqual(own);
    expect(load({}, 'display:\n').common.DISPLAY_SETTINGS).toEqual({});
  });

  it('takes an empty value as unset', () => {
    expect(load({ BATTERY_RATED_KW: '', AUTH: ' ' }, 'HOST:\n').common).toMatchObject({ HOST: '127.0.0.1' });
  });

  it('takes the path of the file from KILOWATCH_CONFIG and insists on it', () => {
    writeFileSync(join(folder, 'other.yaml'), 'PORT: 7000');
    expect(load({ KILOWATCH_CONFIG: 'other.yaml' }).common.PORT).toBe(7000);
    expect(refusalOf(() => load({ KILOWATCH_CONFIG: 'none.yaml' }))).toContain(
      'KILOWATCH_CONFIG: cannot read',
    );
  });

  it.each([
    ['PORT: 1\nPORT: 2\n', /Map keys must be unique/],
    ['- PORT\n', /must be lines such as "PORT: 5003"/],
    ['PORT: {a: 1}\n', /PORT: must be a single value or a list/],
    ['heatPumps: ivt\n', /heatPumps: must be lines such as "0004A3B1C2D3: ivt"/],
    ['heatPumps: [ivt]\n', /heatPumps: must be lines such as/],
    ['heatPumps: {a: {b: ivt}}\n', /heatPumps: must be lines such as/],
    ['heatPumps: {a: sauna}\n', /HEATPUMP_BRANDS: must be a list such as .*got "a=sauna"/],
    ['display: {gasDangerPpm: {CO: -1}}\n', /DISPLAY_SETTINGS: display\.gasDangerPpm\.CO: Too small/],
    ['display: bright\n', /DISPLAY_SETTINGS: display: .*expected object/],
    ['PORT: [1\n', /kilowatch\.yaml: /],
  ])('refuses the file %j', (yaml, problem) => {
    expect(refusalOf(() => load({}, yaml))).toMatch(problem);
  });

  it('only warns of a name that resembles nothing: another service may own it', () => {
    expect(load({}, 'SIMULATOR_SPEED: 3\n').warnings).toEqual([
      'SIMULATOR_SPEED: is not a setting of this service (in the configuration file)',
    ]);
  });

  it('warns of near misses in the environment and of nothing else there', () => {
    const env = { MQTT_BROKER_HOSTT: 'x', BATTERY_RATED_W: '1', MQTT_SOMETHING_ELSE: '1', PORTT: '1' };
    expect(load(env).warnings).toEqual([
      'MQTT_BROKER_HOSTT: is not a setting; did you mean MQTT_BROKER_HOST?',
      'BATTERY_RATED_W: is not a setting; did you mean BATTERY_RATED_KW?',
    ]);
  });

  it('has the demo on with the embedded broker only', () => {
    expect(load({ MQTT_BROKER_HOST: 'mqtt.example' }).common.DEMO).toBe(false);
    expect(load({ MQTT_BROKER_HOST: 'mqtt.example', DEMO: 'on' }).common.DEMO).toBe(true);
    expect(load({ MQTT_BROKER_HOST: 'mqtt.example' }).services.get('mqtt-publisher')).toMatchObject({
      DEMO: false,
    });
  });

  it('wants two names for the two command topics', () => {
    const message = refusalOf(() => load({ MQTT_TOPIC_CHARGE: 'x', MQTT_TOPIC_DISCHARGE: 'x' }));
    expect(message).toContain('MQTT_TOPIC_CHARGE: must differ from MQTT_TOPIC_DISCHARGE');
  });
});

describe('a secret', () => {
  it('may be a file, whose final line end does not count', () => {
    writeFileSync(join(folder, 'password'), ' p4ss \n');
    expect(load({ MQTT_PASSWORD_FILE: join(folder, 'password') }).common.MQTT_PASSWORD).toBe(' p4ss ');
    expect(load({}, 'PUBLISHER_TOKEN_FILE: password\n').services.get('mqtt-publisher')).toMatchObject({
      PUBLISHER_TOKEN: ' p4ss ',
    });
  });

  it('is not given twice, and its file can be read', () => {
    const env = { MQTT_PASSWORD: 'a', MQTT_PASSWORD_FILE: '/none' };
    expect(refusalOf(() => load(env))).toContain('MQTT_PASSWORD: is set together with MQTT_PASSWORD_FILE');
    expect(refusalOf(() => load({ MQTT_PASSWORD_FILE: '/none' }))).toContain(
      'MQTT_PASSWORD_FILE: cannot be read',
    );
  });

  it('of the environment replaces the one of the file', () => {
    expect(load({ MQTT_PASSWORD: 'env' }, 'MQTT_PASSWORD: yaml\n').common.MQTT_PASSWORD).toBe('env');
  });

  it('never appears in a problem', () => {
    const config = z.object({ TOKEN: secret().refine((text) => text.length > 20) });
    const refused = refusalOf(() =>
      loadSettings([{ ...publisher, config }], { env: { TOKEN: 'hunter2' }, folder }),
    );
    expect(refused).toContain('TOKEN');
    expect(refused).not.toContain('hunter2');
  });
});

import type { ServiceName, ShownSetting } from '@kilowatch/contracts';
import type { MessagingLimits } from '@kilowatch/messaging';
import type * as z from 'zod';
import { StartRefused } from '../run/start-refused.js';
import type { ServiceDefinition } from '../service.js';
import { brokerLimitsConfig, messagingLimitsOf } from './broker-config.js';
import { type CommonConfig, commonConfig } from './common-config.js';
import { environment } from './environment.js';
import { isSecretField } from './expectation.js';
import { parseConfig, type RawConfig } from './parse-config.js';
import { type ConfigSources, type KnownNames, readConfig } from './read-config.js';
import { shownSettings } from './shown-settings.js';

/** The whole configuration of a process, parsed. */
export interface Settings {
  readonly common: CommonConfig;
  readonly limits: MessagingLimits;
  /** The parsed `config` of each service. */
  readonly services: ReadonlyMap<ServiceName, object>;
  /** What each service goes by, without secrets. */
  readonly shown: ReadonlyMap<ServiceName, readonly ShownSetting[]>;
  /** Suspicious but not wrong; logged at start. */
  readonly warnings: readonly string[];
}

const kitSchemas: readonly z.ZodObject[] = [commonConfig, brokerLimitsConfig];

function knownNamesOf(schemas: readonly z.ZodObject[]): KnownNames {
  const fields = schemas.flatMap((schema) => Object.entries(schema.shape as Record<string, z.ZodType>));
  return {
    names: new Set(fields.map(([name]) => name)),
    secrets: new Set(fields.filter(([, field]) => isSecretField(field)).map(([name]) => name)),
  };
}

/** Defaults and rules that need more than one setting. */
const withDerived = (raw: RawConfig): RawConfig => ({
  DEMO: raw['MQTT_BROKER_HOST'] === undefined ? 'on' : 'off',
  ...raw,
});

const crossProblems = (common: CommonConfig | undefined): string[] =>
  common && common.MQTT_TOPIC_CHARGE === common.MQTT_TOPIC_DISCHARGE
    ? ['MQTT_TOPIC_CHARGE: must differ from MQTT_TOPIC_DISCHARGE']
    : [];

const processSources = (): ConfigSources => ({ env: environment(), folder: process.cwd() });

/** Reads and parses everything the services need. Throws one {@link StartRefused} that names every problem. */
export function loadSettings(
  definitions: readonly ServiceDefinition[],
  sources = processSources(),
): Settings {
  const known = knownNamesOf([...kitSchemas, ...definitions.map(({ config }) => config)]);
  const read = readConfig(sources, known);
  const raw = withDerived(read.raw);
  const common = parseConfig(commonConfig, raw);
  const limits = parseConfig(brokerLimitsConfig, raw);
  const services = definitions.map(({ name, config }) => ({ name, ...parseConfig(config, raw) }));
  const problems = [
    ...read.problems,
    ...common.problems,
    ...limits.problems,
    ...services.flatMap((service) => service.problems),
    ...crossProblems(common.value),
  ];
  if (problems.length > 0 || !common.value || !limits.value) {
    throw new StartRefused(['The configuration has problems:', ...new Set(problems)].join('\n  '));
  }
  const ofKit: Record<string, unknown> = { ...common.value, ...limits.value };
  const parts = { raw: read.raw, origins: read.origins, secrets: known.secrets };
  return {
    common: common.value,
    limits: messagingLimitsOf(limits.value),
    services: new Map(services.map(({ name, value }) => [name, value ?? {}])),
    shown: new Map(
      definitions.map(({ name, config }, i) => [
        name,
        shownSettings({
          schemas: [...kitSchemas, config],
          values: { ...ofKit, ...services[i]?.value },
          ...parts,
        }),
      ]),
    ),
    warnings: read.warnings,
  };
}

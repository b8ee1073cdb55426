import type * as z from 'zod';
import { StartRefused } from '../run/start-refused.js';
import { environment } from './environment.js';
import { isSecretField } from './expectation.js';
import { parseConfig } from './parse-config.js';
import { type ConfigSources, readConfig } from './read-config.js';

export { commonConfig } from './common-config.js';
export { atLeastOne, secret, topicName } from './fields.js';
export { movedTraffic, trafficTopics } from './traffic-topics.js';
export { StartRefused } from '../run/start-refused.js';

/** The settings of a program that is no service: its schema and nothing else. Throws one {@link StartRefused} that names every problem. */
export function loadConfig<S extends z.ZodObject>(
  schema: S,
  sources: ConfigSources = { env: environment(), folder: process.cwd() },
): z.output<S> {
  const fields = Object.entries<z.ZodType>(schema.shape);
  const read = readConfig(sources, {
    names: new Set(fields.map(([name]) => name)),
    secrets: new Set(fields.filter(([, field]) => isSecretField(field)).map(([name]) => name)),
  });
  const { value, problems } = parseConfig(schema, read.raw);
  if (value && read.problems.length === 0) return value;
  throw new StartRefused(['The configuration has problems:', ...read.problems, ...problems].join('\n  '));
}

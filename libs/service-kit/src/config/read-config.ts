import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseDocument } from 'yaml';
import type { Environment } from './environment.js';
import { nearestName } from './nearest-name.js';
import type { RawConfig } from './parse-config.js';

/** Where settings come from. */
export interface ConfigSources {
  readonly env: Environment;
  /** Folder of `kilowatch.yaml` and of relative paths to it. */
  readonly folder: string;
}

/** What may be set: every name, and which of them are secrets and so may be given as a file. */
export interface KnownNames {
  readonly names: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
}

/** Where a setting was given; those that were given nowhere have their default. */
export type Origins = ReadonlyMap<string, 'file' | 'environment'>;

interface Findings {
  readonly problems: string[];
  readonly warnings: string[];
}

const defaultFile = 'kilowatch.yaml';
/** What in the file are lines of their own, `heatPumps: { 0004A3B1C2D3: ivt }`, is a list in a setting. */
const namedLists = new Map([['heatPumps', 'HEATPUMP_BRANDS']]);
/** What in the file is an object of its own, as `display: { gasDangerPpm: { CO: 100 } }`, is JSON in a setting. */
const namedObjects = new Map([['display', 'DISPLAY_SETTINGS']]);
const watchedPrefixes = ['MQTT_', 'BATTERY_', 'HEATPUMP_', 'API_'];
const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** An empty value counts as unset: that is what `NAME=` and `${NAME:-}` of a compose file mean. */
const isSet = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

const knownWithFiles = ({ names, secrets }: KnownNames): string[] => [
  ...names,
  ...[...secrets].map((name) => `${name}_FILE`),
];

function readYaml({ env, folder }: ConfigSources, { problems }: Findings): Record<string, string> {
  const named = env['KILOWATCH_CONFIG'];
  const path = resolve(folder, isSet(named) ? named : defaultFile);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (isSet(named) || !isAbsent) problems.push(`KILOWATCH_CONFIG: cannot read ${path}: ${reason(error)}`);
    return {};
  }
  // In the failsafe schema every value stays the text that was written, so a password 0123 keeps its zero.
  const document = parseDocument(text, { schema: 'failsafe' });
  if (document.errors.length > 0) {
    problems.push(...document.errors.map((error) => `${path}: ${error.message.split('\n')[0]}`));
    return {};
  }
  return { ...valuesOf(document.toJS() as unknown, path, problems), ...objectsIn(text) };
}

/** Numbers are numbers in these, as in JSON. */
function objectsIn(text: string): Record<string, string> {
  const content = parseDocument(text).toJS() as unknown;
  if (typeof content !== 'object' || content === null) return {};
  return Object.fromEntries(
    Object.entries(content).flatMap(([name, value]) => {
      const setting = namedObjects.get(name);
      return setting && value !== null ? [[setting, JSON.stringify(value)]] : [];
    }),
  );
}

function valuesOf(content: unknown, path: string, problems: string[]): Record<string, string> {
  if (content === null || content === undefined || content === '') return {};
  if (typeof content !== 'object' || Array.isArray(content)) {
    problems.push(`${path}: must be lines such as "PORT: 5003"`);
    return {};
  }
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(content) as [string, unknown][]) {
    if (namedObjects.has(name)) continue;
    const list = namedLists.get(name);
    if (list)
      values[list] = pairsIn(
        value,
        `${name}: must be lines such as "0004A3B1C2D3: ivt" (in ${path})`,
        problems,
      );
    else if (typeof value === 'string') values[name] = value;
    else if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
      values[name] = value.join(',');
    else problems.push(`${name}: must be a single value or a list of them (in ${path})`);
  }
  return values;
}

function pairsIn(value: unknown, problem: string, problems: string[]): string {
  if (value === '') return '';
  const pairs =
    typeof value === 'object' && value !== null ? (Object.entries(value) as [string, unknown][]) : [];
  const isFit = ([key, text]: [string, unknown]) => typeof text === 'string' && !key.includes(',');
  if (pairs.length === 0 || Array.isArray(value) || !pairs.every(isFit)) problems.push(problem);
  return pairs.map(([key, text]) => `${key}=${String(text)}`).join(',');
}

function checkFileNames(values: Record<string, string>, known: KnownNames, findings: Findings): void {
  const names = knownWithFiles(known);
  for (const name of Object.keys(values)) {
    if (names.includes(name)) continue;
    const nearest = nearestName(name, names);
    if (nearest)
      findings.problems.push(
        `${name}: is not a setting (in the configuration file); did you mean ${nearest}?`,
      );
    else findings.warnings.push(`${name}: is not a setting of this service (in the configuration file)`);
  }
}

function checkEnvironmentNames(env: Environment, known: KnownNames, { warnings }: Findings): void {
  const names = knownWithFiles(known);
  for (const name of Object.keys(env)) {
    if (names.includes(name) || !watchedPrefixes.some((prefix) => name.startsWith(prefix))) continue;
    const nearest = nearestName(name, names);
    if (nearest) warnings.push(`${name}: is not a setting; did you mean ${nearest}?`);
  }
}

/** Takes the known names out of one source and reads secrets that are given as files. */
function pickKnown(
  values: Environment,
  known: KnownNames,
  folder: string,
  { problems }: Findings,
): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of known.names) {
    const value = values[name];
    if (isSet(value)) picked[name] = value.trim();
  }
  for (const name of known.secrets) {
    const path = values[`${name}_FILE`];
    if (!isSet(path)) continue;
    if (picked[name] !== undefined)
      problems.push(`${name}: is set together with ${name}_FILE; set one of them`);
    try {
      picked[name] ??= readFileSync(resolve(folder, path), 'utf8').replace(/\r?\n$/, '');
    } catch (error) {
      problems.push(`${name}_FILE: cannot be read: ${reason(error)}`);
    }
  }
  return picked;
}

/** Reads the environment and the optional file; the environment wins. Parses nothing, finds all problems. */
export function readConfig(
  sources: ConfigSources,
  known: KnownNames,
): { raw: RawConfig; origins: Origins } & Findings {
  const findings: Findings = { problems: [], warnings: [] };
  const file = readYaml(sources, findings);
  checkFileNames(file, known, findings);
  checkEnvironmentNames(sources.env, known, findings);
  const ofFile = pickKnown(file, known, sources.folder, findings);
  const ofEnvironment = pickKnown(sources.env, known, sources.folder, findings);
  const origins: Origins = new Map([
    ...Object.keys(ofFile).map((name) => [name, 'file'] as const),
    ...Object.keys(ofEnvironment).map((name) => [name, 'environment'] as const),
  ]);
  return { raw: { ...ofFile, ...ofEnvironment }, origins, ...findings };
}

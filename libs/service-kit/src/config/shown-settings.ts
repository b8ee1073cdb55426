import type { ShownSetting } from '@kilowatch/contracts';
import type * as z from 'zod';
import type { RawConfig } from './parse-config.js';
import type { Origins } from './read-config.js';

const mostCharacters = 2_000;

/** What the settings of a service are made of. */
export interface SettingsParts {
  readonly schemas: readonly z.ZodObject[];
  readonly raw: RawConfig;
  /** Parsed, of all schemas. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly origins: Origins;
  readonly secrets: ReadonlySet<string>;
}

/** The settings as people may see them, by name: as they were written, and the defaults of the others. Never a secret. */
export function shownSettings({ schemas, raw, values, origins, secrets }: SettingsParts): ShownSetting[] {
  const fields = new Map(schemas.flatMap(({ shape }) => Object.entries(shape as Record<string, z.ZodType>)));
  return [...fields]
    .map(([name, field]): ShownSetting => {
      const isSecret = secrets.has(name);
      const about = field.description;
      return {
        name,
        value: isSecret ? null : shown(raw[name] ?? textOf(values[name])),
        from: origins.get(name) ?? 'default',
        ...(isSecret && { isSecret }),
        ...(about !== undefined && { about }),
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (value instanceof Map) return [...value].map((pair) => pair.join('=')).join();
  if (Array.isArray(value)) return value.map(textOf).join();
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const shown = (text: string): string | null =>
  text === '' ? null : withoutCredentials(text).slice(0, mostCharacters);

/** Somebody may have written a name and a password into an address, the password with an @ in it, or a token behind the question mark. */
const withoutCredentials = (text: string): string =>
  text.replace(/(:\/\/)[^/\s]*@/g, '$1…@').replace(/([?&][^=&#\s]*=)[^&#\s]+/g, '$1…');

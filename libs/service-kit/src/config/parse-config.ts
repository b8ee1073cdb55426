import type * as z from 'zod';
import { expectationOf, isSecretField } from './expectation.js';

/** Values by name, as text: what the environment and the file say together. */
export type RawConfig = Readonly<Record<string, string>>;

const shown = (field: z.ZodType | undefined, text: string): string =>
  field && isSecretField(field) ? 'something else' : JSON.stringify(text);

function problemOf(
  shape: Readonly<Record<string, z.ZodType>>,
  raw: RawConfig,
  issue: z.core.$ZodIssue,
): string {
  const name = String(issue.path[0] ?? 'configuration');
  const field = shape[name];
  const wanted = field && expectationOf(field);
  const text = raw[name];
  if (text === undefined) return wanted ? `${name}: is missing, must be ${wanted}` : `${name}: is missing`;
  return wanted
    ? `${name}: must be ${wanted}, got ${shown(field, text)}`
    : `${name}: ${issue.message}, got ${shown(field, text)}`;
}

/** Parses one schema. Every problem is a sentence that starts with the setting's name. */
export function parseConfig<S extends z.ZodObject>(
  schema: S,
  raw: RawConfig,
): { value: z.output<S>; problems: [] } | { value: undefined; problems: string[] } {
  const result = schema.safeParse(raw);
  if (result.success) return { value: result.data, problems: [] };
  const shape = schema.shape as Record<string, z.ZodType>;
  return { value: undefined, problems: result.error.issues.map((issue) => problemOf(shape, raw, issue)) };
}

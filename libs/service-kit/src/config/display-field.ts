import { displayOverrides, type DisplayOverrides } from '@kilowatch/contracts';
import * as z from 'zod';

const example = '{"gasDangerPpm":{"CO":100}}, or the same as lines below display in kilowatch.yaml';

const readObject = (text: string, ctx: z.RefinementCtx): DisplayOverrides => {
  try {
    const { data, error } = displayOverrides.safeParse(JSON.parse(text));
    if (data) return data;
    for (const { path, message } of error.issues)
      ctx.addIssue({ code: 'custom', message: `${['display', ...path].join('.')}: ${message}` });
  } catch {
    ctx.addIssue({ code: 'custom', message: `must be JSON such as ${example}` });
  }
  return z.NEVER;
};

/** What the dashboard shows in place of the usual, as JSON. */
export const displayField = () =>
  z
    .string()
    .transform(readObject)
    .default(() => ({}));

import * as z from 'zod';

/** Several in one parameter: `metrics=socPct,voltageV`. */
export const commaListOf = <S extends z.ZodType<unknown, string>>(item: S, most: number) =>
  z
    .string()
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(item).min(1).max(most));

/** Each in a parameter of its own: `device=a&device=b`. A comma is part of the name. */
export const repeatedOf = <S extends z.ZodType<unknown, string>>(item: S, most: number) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((one) => [one].flat())
    .pipe(z.array(item).min(1).max(most));

/** What is said of the two. */
export const commaSeparated = 'comma-separated';
export const repeatable = 'may be repeated; a comma is part of the name';

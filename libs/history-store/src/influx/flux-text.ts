import {
  flux,
  fluxDuration,
  fluxExpression,
  fluxInteger,
  type ParameterizedQuery,
} from '@influxdata/influxdb-client';
import { type Instant, nanosText } from './instant.js';

/**
 * Flux is put together from these pieces only. Values go through the client's `flux` tag, which quotes them; what is
 * structure (columns, functions) comes from the lists here, never from a question.
 */
export type Flux = ParameterizedQuery;

/** How points become one number. */
export type WindowFunction = 'count' | 'min' | 'max' | 'mean' | 'sum' | 'first' | 'last';

/** Columns that an answer may have. */
export type Column =
  | ('_time' | '_value' | '_field' | '_measurement')
  | ('device' | 'name' | 'index' | 'unit' | 'source')
  | ('register_id' | 'type');

/**
 * A string literal. The Flux of InfluxDB 2.9 misreads a dollar before a backslash: where the client's `flux` tag escapes the
 * character behind a dollar, the literal would end early and what follows it be run. Ours end after each dollar.
 */
export const text = (value: string): Flux =>
  expressions(
    value.split(/(?<=\$)/).map((part) => flux`${part}`),
    ' + ',
  );

const expressions = (parts: readonly Flux[], separator: string): Flux =>
  fluxExpression(parts.map((part) => part.toString()).join(separator));

/** Any of the conditions; none can be met when there are none. */
export const anyOf = (conditions: readonly Flux[]): Flux =>
  conditions.length === 0 ? flux`false` : flux`(${expressions(conditions, ' or ')})`;

export const allOf = (conditions: readonly Flux[]): Flux => expressions(conditions, ' and ');

/** Several pipes in one question. */
export const together = (pipes: readonly Flux[]): Flux => expressions(pipes, '\n');

const time = (instant: Instant): Flux => flux`time(v: ${fluxInteger(nanosText(instant))})`;

/** Points from `from` (inclusive) to `to` (exclusive) that meet a condition on `r`. */
export const pointsWhere = (bucket: string, from: Instant, to: Instant, condition: Flux): Flux =>
  flux`from(bucket: ${text(bucket)}) |> range(start: ${time(from)}, stop: ${time(to)}) |> filter(fn: (r) => ${condition})`;

export const keeping = (columns: readonly Column[]): Flux => flux`|> keep(columns: ${[...new Set(columns)]})`;

/** Names a pipe, so that its rows can be told from those of others; a name is ours. */
export const named = (pipe: Flux, name: string): Flux => flux`${pipe} |> yield(name: ${name})`;

/** One number per series. */
export const reducedTo = (fn: WindowFunction): Flux => flux`|> ${fluxExpression(fn)}()`;

interface WindowedHow {
  /** The time of a row is that of the point which was selected, else the start of its window (cut at the range). */
  readonly isTimeKept?: boolean;
  /** Windows begin this long after multiples of their length. */
  readonly offsetMs?: number;
}

/** One number per series and window, computed in the storage engine. */
export const windowed = (
  stepMs: number,
  fn: WindowFunction,
  { isTimeKept = false, offsetMs = 0 }: WindowedHow = {},
): Flux => {
  const timeSrc = isTimeKept ? '_time' : '_start';
  const offset = offsetMs === 0 ? flux`` : flux`offset: ${fluxDuration(`${offsetMs}ms`)}, `;
  return flux`|> aggregateWindow(every: ${fluxDuration(`${stepMs}ms`)}, ${offset}fn: ${fluxExpression(fn)}, createEmpty: false, timeSrc: ${timeSrc})`;
};

/** Reads a number of an answer; sums may overflow. */
export const numberOf = (text: string): number =>
  text.endsWith('Inf') ? Number(text.replace('Inf', 'Infinity')) : Number(text);

/** What a schema accepts, and something it must refuse, with the path of the member at fault. */
export interface Example {
  readonly valid: unknown;
  readonly invalid: unknown;
  /** Where the refusal points: `readings.0.value`; empty for the whole. */
  readonly at: string;
}

/** Examples by what they are of: the pattern of a message, `… reply` of a request, `GET /read query` of a route. */
export type Examples = Readonly<Record<string, Example>>;

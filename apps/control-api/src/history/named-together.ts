/** What was named in one parameter, comma-separated, and what in one each; each once. Undefined: nothing was. */
export const namedTogether = (
  list: readonly string[] | undefined,
  repeated: readonly string[] | undefined,
): string[] | undefined =>
  list || repeated ? [...new Set([...(list ?? []), ...(repeated ?? [])])] : undefined;

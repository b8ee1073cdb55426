const mostShown = 60;

/** A value as a device sent it, for words to a person: short, and whatever it is. */
export function asSent(value: unknown): string {
  try {
    return (JSON.stringify(value) ?? String(value)).slice(0, mostShown);
  } catch {
    return 'nested without an end'; // deeper than the stack
  }
}

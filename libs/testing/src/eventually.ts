export interface Patience {
  readonly withinMs?: number;
  readonly everyMs?: number;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Tries an assertion until it passes; its last failure is thrown when it has not passed in time, which is far more than it takes on a
 * machine that has other work too. Returns what it returned.
 */
export async function eventually<T>(
  assertion: () => T | Promise<T>,
  { withinMs = 15_000, everyMs = 10 }: Patience = {},
): Promise<T> {
  const endMs = performance.now() + withinMs;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (performance.now() >= endMs) throw error;
    }
    await pause(everyMs);
  }
}

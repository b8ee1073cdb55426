import { setTimeout as after } from 'node:timers/promises';
import { type InfluxApi } from './influx-api.js';

const pauseMs = 500;
const reportEveryMs = 10_000;

/** Waits until InfluxDB answers; false when it has not after `waitMs`. Says now and then that it waits. */
export async function untilInfluxAnswers(
  api: InfluxApi,
  waitMs: number,
  say: (line: string) => void,
): Promise<boolean> {
  const startedAtMs = performance.now();
  let reportAtMs = startedAtMs + pauseMs * 4;
  for (;;) {
    const problem = await problemOf(api);
    if (problem === undefined) return true;
    const nowMs = performance.now();
    if (nowMs - startedAtMs > waitMs) return false;
    if (nowMs >= reportAtMs) {
      say(`Waiting for InfluxDB, ${Math.round((nowMs - startedAtMs) / 1000)} s so far: ${problem}`);
      reportAtMs = nowMs + reportEveryMs;
    }
    await after(pauseMs);
  }
}

async function problemOf(api: InfluxApi): Promise<string | undefined> {
  try {
    await api.ask('GET', '/api/v2/setup');
    return undefined;
  } catch (error) {
    const { message, cause } = error as Error;
    return cause instanceof Error ? cause.message || message : message;
  }
}

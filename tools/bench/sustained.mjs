import { setTimeout as wait } from 'node:timers/promises';
import { complaintOf, flowOf, untilFlow } from './flow.mjs';
import { publish } from './load/children.mjs';
import { residentMb } from './processes.mjs';
import { everyService, mosquitto, startStack } from './services-stack.mjs';
import { percentile } from './statistics.mjs';
import { watch } from './watcher.mjs';

const perSecond = Number(process.env.BENCH_PER_SECOND ?? 15_000);
const seconds = Number(process.env.BENCH_SECONDS ?? 120);
const topics = Array.from({ length: 100 }, (_, i) => `sensors/bench/type${i}`);
/** Between two event times, so that the age of a value follows from its own. */
const everyMs = 1_000 / perSecond;

/** A steady stream, stored and pushed live, for two minutes (`BENCH_PER_SECOND`, `BENCH_SECONDS`). */
export async function benchSustained(say) {
  if (!mosquitto) return say('sustained stream: no Mosquitto on this machine, not measured');
  const stack = await startStack();
  try {
    const { broker, device, running } = stack;
    const { health } = running.historian;
    const watcher = await watch(running['realtime-gateway'].port);
    const { ages } = watcher;
    const count = perSecond * seconds;
    const before = await flowOf(health, 'historian');
    const peaks = {};
    const timer = setInterval(() => notePeaks(peaks, running), 1_000);
    const firstAtMs = Date.now();
    const { startedAtMs } = await publish({
      port: broker.port,
      user: device,
      topics,
      count,
      perSecond,
      everyMs,
      firstAtMs,
    });
    const publishedAt = performance.now();
    const after = await untilFlow(
      health,
      'historian',
      ({ journalled, quarantined, waiting }) =>
        waiting === 0 && journalled + quarantined >= before.journalled + before.quarantined + count,
    );
    const behindMs = performance.now() - publishedAt;
    await wait(1_000);
    clearInterval(timer);
    watcher.close();
    const age = (share) => percentile(ages, share) - (startedAtMs - firstAtMs); // it begins when all is prepared
    const memory = Object.entries(peaks).map(([name, mb]) => `${name} ${mb.toFixed(0)}`);
    say(
      `sustained stream (services mode, ${everyService.length} processes, Mosquitto, SQLite; publisher and one watching socket in other processes; QoS 1, 1 reading each, 100 series): ` +
        `${perSecond} readings/s for ${seconds} s: ${complaintOf(before, after, count) ?? `${count} sent, all stored once`}, the last of them ${behindMs.toFixed(0)} ms after the last acknowledgement; ` +
        `age of a value on its arrival at the socket p50 ${age(0.5)} ms, p99 ${age(0.99)} ms (${ages.length} pushed, the others merged into newer ones); peak memory (MB) ${memory.join(', ')}`,
    );
  } finally {
    await stack.stop();
  }
}

function notePeaks(peaks, running) {
  for (const [name, process] of Object.entries(running))
    peaks[name] = Math.max(peaks[name] ?? 0, residentMb(process));
}

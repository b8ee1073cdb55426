import { setTimeout as wait } from 'node:timers/promises';
import { Influx } from '../chaos/stage/influx.mjs';
import { complaintOf, flowOf, untilFlow } from './flow.mjs';
import { publish } from './load/children.mjs';
import { mosquitto, startStack } from './services-stack.mjs';
import { percentile } from './statistics.mjs';
import { watch } from './watcher.mjs';

const perSecond = 1_000;
const outageS = Number(process.env.BENCH_OUTAGE_S ?? 600);
const beforeS = 5;
const afterS = Math.max(60, outageS / 4);
const topics = Array.from({ length: 100 }, (_, i) => `sensors/bench/type${i}`);
/** So little waiting is no backlog any more. */
const caughtUp = 2 * perSecond;

/** The store is away for ten minutes (`BENCH_OUTAGE_S`) while readings come: what is lost, how fast the rest follows, what a browser sees. */
export async function benchOutage(say) {
  if (!mosquitto) return say('outage of the store: no Mosquitto on this machine, not measured');
  const influx = await Influx.open();
  const stack = await startStack(['historian', 'ingest', 'realtime-gateway'], {
    historian: influx.environment(),
  });
  try {
    const { health } = stack.running.historian;
    const watcher = await watch(stack.running['realtime-gateway'].port);
    const before = await flowOf(health, 'historian');
    const count = perSecond * (beforeS + outageS + afterS);
    const firstAtMs = Date.now();
    const stream = publish({
      ...{ port: stack.broker.port, user: stack.device, topics, count, perSecond },
      ...{ everyMs: 1_000 / perSecond, firstAtMs },
    });
    await wait(beforeS * 1_000);
    await influx.proxy.down();
    watcher.ages.length = 0;
    await wait(outageS * 1_000);
    const meanwhile = [...watcher.ages];
    await influx.proxy.heal();
    const drained = await drain(health);
    const { startedAtMs } = await stream;
    const age = (share) => percentile(meanwhile, share) - (startedAtMs - firstAtMs); // it begins when all is prepared
    const isAllStored = ({ journalled, waiting }) => waiting === 0 && journalled >= before.journalled + count;
    const after = await untilFlow(health, 'historian', isAllStored, 600_000);
    say(
      `outage of the store for ${outageS} s at ${perSecond} readings/s (services mode, 3 processes, Mosquitto; store: ${influx.is}; publisher and a watching socket in other processes): ` +
        `${complaintOf(before, after, count) ?? `${count} sent, all stored once`}; backlog of ${drained.backlog} stored within ${drained.seconds.toFixed(1)} s of the store's return, ` +
        `${(drained.perSecond / perSecond).toFixed(1)} times the live rate; age of a live value during the outage p50 ${age(0.5)} ms, p99 ${age(0.99)} ms`,
    );
    watcher.close();
  } finally {
    await stack.stop();
    await influx.close();
  }
}

async function drain(health) {
  const begun = await flowOf(health, 'historian');
  const startedAt = performance.now();
  const ended = await untilFlow(health, 'historian', ({ waiting }) => waiting < caughtUp, 1_200_000);
  const seconds = (performance.now() - startedAt) / 1_000;
  return { backlog: begun.waiting, seconds, perSecond: (ended.stored - begun.stored) / seconds };
}

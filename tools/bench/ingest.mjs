import { complaintOf, flowOf, untilFlow } from './flow.mjs';
import { publish, startLoad } from './load/children.mjs';
import { mosquitto, startBroker, startStack } from './services-stack.mjs';
import { median, overRuns } from './statistics.mjs';

const runs = 5;
const messages = 60_000;
const types = 100;
const topics = Array.from({ length: types }, (_, i) => `sensors/bench/type${i}`);
const payload = 'JSON of about 140 bytes with a time of its own, 1 reading each, 100 topics';

const perSecond = (fromNs, toNs) => messages / (Number(toNs - fromNs) / 1e9);

/** What a broker alone can do: the same publisher, and a consumer that does nothing. */
async function nullRun(broker, { device, observer }, isBatched, firstAtMs) {
  const consumer = startLoad('null-consumer', {
    ...{ port: broker.port, user: observer, filter: 'sensors/bench/+', count: messages, isBatched },
  });
  try {
    await consumer.next();
    const publishing = publish({ port: broker.port, user: device, topics, count: messages, firstAtMs });
    const { endedAtNs } = await consumer.next();
    return perSecond((await publishing).startedAtNs, BigInt(endedAtNs));
  } finally {
    await consumer.end();
  }
}

/** Until the journal of the historian has all of it; then it is waited for the store, and counted. */
async function productRun({ broker, device, running }, firstAtMs) {
  const { health } = running.historian;
  const before = await flowOf(health, 'historian');
  const { startedAtNs } = await publish({
    port: broker.port,
    user: device,
    topics,
    count: messages,
    firstAtMs,
  });
  const isJournalled = ({ journalled, quarantined }) =>
    journalled + quarantined >= before.journalled + before.quarantined + messages;
  await untilFlow(health, 'historian', isJournalled);
  const rate = perSecond(startedAtNs, process.hrtime.bigint());
  const after = await untilFlow(health, 'historian', ({ waiting }) => waiting === 0);
  return { rate, complaint: complaintOf(before, after, messages) };
}

/** Device messages until they are durable, beside what the same broker does for a consumer that does nothing (G1). */
export async function benchIngest(say) {
  if (!mosquitto) return say('ingest: no Mosquitto on this machine, not measured');
  const stack = await startStack(['historian', 'ingest']);
  const bare = await startBroker(stack.folder, 'bare'); // else ingest would be measured with the null consumers
  try {
    const rates = { immediate: [], batched: [], product: [] };
    const complaints = [];
    let firstAtMs = Date.now() - 80 * 86_400_000;
    const nextTimes = () => (firstAtMs += messages * 2); // no reading twice
    await productRun(stack, nextTimes());
    for (let run = 0; run < runs; run += 1) {
      rates.product.push(await measured(productRun(stack, nextTimes()), complaints));
      rates.immediate.push(await nullRun(bare, stack, false, nextTimes()));
      rates.batched.push(await nullRun(bare, stack, true, nextTimes()));
    }
    report(rates, complaints, say);
  } finally {
    await bare.stop();
    await stack.stop();
  }
}

async function measured(run, complaints) {
  const { rate, complaint } = await run;
  if (complaint) complaints.push(complaint);
  return rate;
}

function report({ immediate, batched, product }, complaints, say) {
  const ceiling = Math.max(median(immediate), median(batched));
  say(
    `device message → journal of the historian, synced (services mode, ingest and historian, Mosquitto with the file of the containers; publisher a process of its own, QoS 1, ${payload}; ${messages} a run, ${runs} runs): ` +
      `${overRuns(product, 0)} /s; a consumer that does nothing: acknowledging at once ${overRuns(immediate, 0)} /s, in batches ${overRuns(batched, 0)} /s; ` +
      `ratio to the better one ${(median(product) / ceiling).toFixed(2)}; ${complaints.length === 0 ? 'nothing lost, nothing twice' : complaints.join('; ')}`,
  );
}

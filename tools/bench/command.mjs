import { once } from 'node:events';
import { mqttClient, poster } from './clients.mjs';
import { overRuns, percentile } from './statistics.mjs';

const runs = 5;
const serialCommands = 300;
const parallelCommands = 3_000;
const atOnce = 64;

/** Commands by their value: each has another, so that the message of each is known when it comes. */
function watchCommands(client) {
  const seenAt = new Map();
  const waiting = new Map();
  client.on('message', (_topic, payload) => {
    const { charge } = JSON.parse(payload);
    seenAt.set(charge, performance.now());
    waiting.get(charge)?.();
  });
  const seen = (charge) =>
    seenAt.has(charge) ? undefined : new Promise((resolve) => waiting.set(charge, resolve));
  return { seenAt, seen };
}

/** `POST /charge` until an independent subscriber has the message. `where` says of what; `observer` may read the command topics. */
export async function benchCommand({ port, mqttPort, where, observer }, say) {
  const subscriber = await mqttClient(mqttPort, observer);
  await subscriber.subscribeAsync('battery/charge', { qos: 0 });
  const { seenAt, seen } = watchCommands(subscriber);
  const { post, close } = poster(port, atOnce);
  let value = 0;
  const command = async () => {
    const charge = (value += 1) / 1000;
    const sentAt = performance.now();
    const status = await post('/charge', { charge, unit: 'kW' });
    if (status !== 200) throw new Error(`POST /charge answered ${status}`);
    await seen(charge);
    return seenAt.get(charge) - sentAt;
  };
  const serial = async (count) => {
    const latencies = [];
    for (let i = 0; i < count; i += 1) latencies.push(await command());
    return latencies;
  };
  const parallel = async (count) => {
    const startedAt = performance.now();
    let left = count;
    const worker = async () => {
      while (left-- > 0) await command();
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    return count / ((performance.now() - startedAt) / 1000);
  };

  await parallel(1_000);
  const p50 = [];
  const p99 = [];
  const rates = [];
  for (let run = 0; run < runs; run += 1) {
    const latencies = await serial(serialCommands);
    p50.push(percentile(latencies, 0.5));
    p99.push(percentile(latencies, 0.99));
    rates.push(await parallel(parallelCommands));
  }
  const how = `${where}; load in another process, body {"charge":n,"unit":"kW"}`;
  say(
    `POST /charge → independent MQTT subscriber (${how}; one after another, ${serialCommands} a run, ${runs} runs): ` +
      `p50 ${overRuns(p50)} ms, p99 ${overRuns(p99)} ms`,
  );
  say(
    `commands, ${atOnce} open at a time (${how}; ${parallelCommands} a run ÷ time until every reply is read and every message seen, ${runs} runs): ` +
      `${overRuns(rates, 0)} /s`,
  );
  close();
  subscriber.end(true);
  await once(subscriber, 'close');
}

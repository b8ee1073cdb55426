import { setTimeout as wait } from 'node:timers/promises';
import { mqttClient } from './clients.mjs';
import { mosquitto, startStack } from './services-stack.mjs';
import { overRuns, percentile } from './statistics.mjs';

const runs = 5;
const messages = 60;
const everyMs = 100;
const warmUps = 200;
const topic = 'sensors/bench/slow';

/** What ingest adds to the way of a message that comes alone: from the broker's word of the device's to that of the telemetry made of it. */
export async function benchIngestLatency(say) {
  if (!mosquitto) return say('ingest latency: no Mosquitto on this machine, not measured');
  const stack = await startStack(['historian', 'ingest']);
  try {
    const { port } = stack.broker;
    const device = await mqttClient(port, stack.device);
    const observer = await mqttClient(port, stack.observer);
    const heardAt = new Map();
    const waiting = new Map();
    observer.on('message', (from, payload) => {
      const atMs = performance.now();
      if (from === topic) return heardAt.set(JSON.parse(payload).value, atMs);
      for (const { value } of JSON.parse(payload).readings) waiting.get(value)?.(atMs - heardAt.get(value));
    });
    await observer.subscribeAsync([topic, 'kw/v1/telemetry/+'], { qos: 0 });
    let value = 0;
    const added = async () => {
      value += 1;
      const seen = new Promise((resolve) => waiting.set(value, resolve));
      await device.publishAsync(topic, JSON.stringify({ value, unit: '°C' }), { qos: 1 });
      return seen;
    };
    for (let i = 0; i < warmUps; i += 1) await added();
    const p50 = [];
    const p99 = [];
    for (let run = 0; run < runs; run += 1) {
      const times = [];
      for (let i = 0; i < messages; i += 1) {
        times.push(await added());
        await wait(everyMs);
      }
      p50.push(percentile(times, 0.5));
      p99.push(percentile(times, 0.99));
    }
    say(
      `added latency of ingest at ${1_000 / everyMs}/s (services, Mosquitto; from a bystander's receipt of the device message to that of its telemetry, one broker pass included; ` +
        `${messages} a run, ${runs} runs): p50 ${overRuns(p50)} ms, p99 ${overRuns(p99)} ms`,
    );
    device.end(true);
    observer.end(true);
  } finally {
    await stack.stop();
  }
}

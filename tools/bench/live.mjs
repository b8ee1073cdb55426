import { setTimeout as wait } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { mqttClient } from './clients.mjs';
import { overRuns, percentile } from './statistics.mjs';

const runs = 5;
const perSecond = 1_000;
const secondsPerRun = 4;
const topic = 'batteries/bench/state';

/** Publishes numbered reports at a steady rate; remembers when each was handed to the socket. */
async function publishSteadily(client, count, sentAt, first) {
  const startedAt = performance.now();
  for (let sent = 0; sent < count; await wait(1)) {
    const due = Math.min(count, Math.floor(((performance.now() - startedAt) / 1000) * perSecond));
    for (; sent < due; sent += 1) {
      const activePowerW = first + sent;
      sentAt.set(activePowerW, performance.now());
      client.publish(
        topic,
        JSON.stringify({ at: new Date().toISOString(), heartbeat: activePowerW, activePowerW }),
        {
          qos: 1,
        },
      );
    }
  }
}

/** A battery report over MQTT until a Socket.IO client has the value. */
export async function benchLive({ socketPort, mqttPort, where, device: user }, say) {
  const device = await mqttClient(mqttPort, user);
  const socket = io(`http://127.0.0.1:${socketPort}/v1`, { transports: ['websocket'] });
  const sentAt = new Map();
  let latencies = [];
  let merged = 0;
  let newest = 0;
  socket.on('delta', ({ device: id, fromSeq, seq, readings }) => {
    const now = performance.now();
    if (id !== 'battery:bench') return;
    merged += seq - fromSeq;
    for (const { metric, value } of readings) {
      if (metric !== 'activePowerW' || !sentAt.has(value)) continue;
      latencies.push(now - sentAt.get(value));
      sentAt.delete(value);
      newest = Math.max(newest, value);
    }
  });
  await new Promise((resolve, reject) => socket.on('snapshot', resolve).on('connect_error', reject));
  await socket.emitWithAck('watch', { devices: 'all' });

  let first = 1;
  const run = async (seconds) => {
    latencies = [];
    merged = 0;
    const count = perSecond * seconds;
    await publishSteadily(device, count, sentAt, first);
    first += count;
    for (const giveUpAt = performance.now() + 5_000; newest < first - 1 && performance.now() < giveUpAt;)
      await wait(20);
    sentAt.clear();
    return {
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
      seen: latencies.length,
      merged,
      count,
    };
  };
  await run(2);
  const results = [];
  for (let i = 0; i < runs; i += 1) results.push(await run(secondsPerRun));
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  say(
    `MQTT report → Socket.IO client (${where}; load in another process, one battery, ${perSecond}/s, QoS 1, about 75 bytes, ${secondsPerRun} s a run, ${runs} runs): ` +
      `p50 ${overRuns(results.map(({ p50 }) => p50))} ms, p99 ${overRuns(results.map(({ p99 }) => p99))} ms; ` +
      `${sum('seen')} of ${sum('count')} seen, ${sum('merged')} merged into later ones`,
  );
  socket.close();
  device.end(true);
}

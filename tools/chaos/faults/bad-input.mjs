import { setTimeout as wait } from 'node:timers/promises';
import { refusalsOf } from '../checker/quarantine.mjs';
import { until } from '../until.mjs';
import { RawClient } from '../workload/raw-client.mjs';

const bytes = (random, count) => Buffer.from(Array.from({ length: count }, () => random.below(256)));

/** Payloads of which nothing can be kept, whatever the topic. */
const malformed = [
  (random) => Buffer.concat([Buffer.from([0xff]), bytes(random, 1 + random.below(200))]),
  () => '',
  () => '{"value": 1',
  () => 'null',
  () => '[]',
  () => '"text"',
  () => '{"value": NaN, "activePowerW": NaN}',
  () => '{"value": 1e999, "activePowerW": 1e999}',
  () => '{"value": {}, "activePowerW": {}}',
  () => '{"value": "abc", "activePowerW": "abc"}',
  (random) => `{"value": 1, "activePowerW": 1, "timestamp": "x${random.below(9)}", "at": "2026-13-45"}`,
  () => `${'['.repeat(2_000)}${']'.repeat(2_000)}`,
  () => `{"value": null, "activePowerW": "${'x'.repeat(5_000)}"}`,
];
const topics = ['batteries/storm/state', 'sensors/storm/temperature'];

/** As many malformed messages a second as good ones. How many the broker acknowledged. */
async function storm({ stage, random, workload, seconds }) {
  const client = await RawClient.connect({ mqtt: stage.mqtt, clientId: 'chaos-storm' });
  let acknowledged = 0;
  const perTick = Math.max(1, Math.round(workload.rate / 100));
  for (const endAt = performance.now() + seconds * 1_000; performance.now() < endAt; await wait(10)) {
    for (let i = 0; i < perTick; i += 1) {
      const body = random.one(malformed)(random);
      client.publish(random.one(topics), body, () => (acknowledged += 1));
    }
  }
  await until(() => client.open === 0, { withinMs: 30_000, otherwise: 'the storm is not acknowledged' });
  client.close();
  return acknowledged;
}

export const badInput = {
  number: 20,
  title: 'as much malformed input as good',
  modes: ['services', 'standalone'],
  async strike(scene) {
    const { stage, say, problem } = scene;
    const pids = stage.programs.map(({ pid }) => pid);
    const acknowledged = await storm(scene);
    say(`${acknowledged} malformed messages acknowledged`);
    const inQuarantine = async () => (await refusalsOf(stage.url)).total;
    await until(async () => (await inQuarantine()) >= acknowledged, {
      withinMs: 30_000,
      everyMs: 500,
      otherwise: 'not every malformed message was counted',
    }).catch(async ({ message }) => problem(`${message}: ${await inQuarantine()} of ${acknowledged}`));
    const total = await inQuarantine();
    if (total > acknowledged) problem(`${total} refusals of ${acknowledged} malformed messages`);
    stage.programs.forEach(({ name, pid, isRunning }, i) => {
      if (!isRunning || pid !== pids[i]) problem(`${name} did not survive it`);
    });
  },
};

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from '../scripts/node24.mjs';
import { bundleForBench } from './bundle.mjs';
import { freePort } from '../shared/free-port.mjs';
import { residentMb, startProcess, startStandalone } from './processes.mjs';
import { overRuns } from './statistics.mjs';

const runs = 3;
const idleMs = 5_000;
const services = ['control-api', 'mqtt-publisher', 'ingest', 'historian', 'realtime-gateway', 'simulator'];

/** Resident memory of a standalone that has just served the other benches, then left alone. */
export async function benchMemoryAfterTraffic(standalone, say) {
  const busy = residentMb(standalone);
  await wait(idleMs);
  say(
    `resident memory of standalone (1 process, after the traffic above, demo off): ${busy.toFixed(0)} MB, ` +
      `after ${idleMs / 1000} s without traffic ${residentMb(standalone).toFixed(0)} MB`,
  );
}

/** How long standalone takes from spawn to ready, with an empty data folder. */
export async function benchStart(say) {
  const ready = [];
  const idle = [];
  for (let run = 0; run < runs; run += 1) {
    const standalone = await startStandalone();
    ready.push(standalone.readyMs);
    await wait(2_000);
    idle.push(residentMb(standalone));
    await standalone.stop();
  }
  say(
    `standalone alone (1 process, empty data folder, spawn to the first 200 of /health/ready, ${runs} starts): ` +
      `ready in ${overRuns(ready, 0)} ms, ${overRuns(idle, 0)} MB resident 2 s later, without traffic`,
  );
}

const brokerSource = `
  import { EmbeddedBroker } from '@kilowatch/messaging/broker';
  import { createServer } from 'node:http';
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  await EmbeddedBroker.listen({ host: '127.0.0.1', port: Number(process.env.BROKER_PORT), log });
  createServer((_request, reply) => reply.end()).listen(Number(process.env.READY_PORT), '127.0.0.1');
`;

async function startBroker() {
  const folder = 'node_modules/.cache/kilowatch';
  mkdirSync(join(root, folder), { recursive: true });
  await bundleForBench({
    stdin: { contents: brokerSource, resolveDir: root },
    outfile: join(root, folder, 'broker.mjs'),
  });
  const [port, readyPort] = [await freePort(), await freePort()];
  const env = { BROKER_PORT: String(port), READY_PORT: String(readyPort) };
  return { port, ...(await startProcess(`${folder}/broker.mjs`, env, `http://127.0.0.1:${readyPort}/`)) };
}

/** Each service's bundle as a process of its own, one at a time, beside a broker in another process. */
export async function benchServices(say) {
  const broker = await startBroker();
  for (const name of services) {
    const bundle = `apps/${name}/dist/main.mjs`;
    if (!existsSync(join(root, bundle))) {
      say(`${name}: not built, not measured`);
      continue;
    }
    const ready = [];
    const idle = [];
    for (let run = 0; run < runs; run += 1) {
      const health = await freePort();
      const env = {
        PORT: String(await freePort()),
        HEALTH_PORT: String(health),
        MQTT_BROKER_HOST: '127.0.0.1',
        MQTT_BROKER_PORT: String(broker.port),
      };
      const service = await startProcess(bundle, env, `http://127.0.0.1:${health}/health/ready`);
      ready.push(service.readyMs);
      await wait(2_000);
      idle.push(residentMb(service));
      await service.stop();
    }
    say(
      `${name} (services mode, its own process, embedded broker in another, ${runs} starts): ` +
        `ready in ${overRuns(ready, 0)} ms, ${overRuns(idle, 0)} MB resident 2 s later, without traffic`,
    );
  }
  await broker.stop();
}

import { setTimeout as wait } from 'node:timers/promises';
import { benchCommand } from './command.mjs';
import { benchLive } from './live.mjs';
import { residentMb } from './processes.mjs';
import { everyService, mosquitto, startStack } from './services-stack.mjs';

const settleMs = 5_000;

/** The product in services mode: time to ready of the whole, commands, live values, memory of each process after that. */
export async function benchStack(say) {
  if (!mosquitto) return say('services mode: no Mosquitto on this machine, not measured');
  const stack = await startStack();
  try {
    const { broker, running, device, observer } = stack;
    const where = `services mode, ${everyService.length} processes, Mosquitto with the file of the containers, SQLite`;
    say(
      `${where}: ready in ${stack.readyMs.toFixed(0)} ms, from the start of the broker to the last 200 of /health/ready`,
    );
    const address = {
      ...{ where, mqttPort: broker.port, device, observer },
      port: running['control-api'].port,
      socketPort: running['realtime-gateway'].port,
    };
    await benchCommand(address, say);
    await benchLive(address, say);
    await wait(settleMs);
    const memory = Object.entries({ ...running, mosquitto: broker }).map(([name, process]) => [
      name,
      residentMb(process),
    ]);
    const total = memory.reduce((sum, [, mb]) => sum + mb, 0);
    const each = memory.map(([name, mb]) => `${name} ${mb.toFixed(0)}`).join(', ');
    say(
      `resident memory after that traffic and ${settleMs / 1000} s without (MB; ${where}): ${each}; together ${total.toFixed(0)}`,
    );
  } finally {
    await stack.stop();
  }
}

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OriginalMessage } from '@kilowatch/contracts';
import { SqliteHistoryStore } from '../src/index.js';

const devices = 1_000;
const perAppend = 5_000;
const messages = 500_000;
const t0 = 1_790_000_000_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Message n of a site whose devices all report once a second. */
function original(n: number): OriginalMessage {
  const [device, second] = [n % devices, Math.floor(n / devices)];
  const body = {
    percentage: Math.round(50 + 30 * Math.sin(second / 500 + device)),
    charge: Math.round(1_370 * Math.sin(n / 50)) / 1_000,
    voltage: Math.round(4_800 + 100 * Math.sin(second + device)) / 100,
    current: (n % 17) / 10,
    timestamp: t0 + second * 1_000 + device,
  };
  return {
    ...{ source: `mqtt:batteries/b${device}/state`, device: `battery:b${device}` },
    ...{ receivedAtMs: t0 + second * 1_000 + (device % 900), arrival: n, body: JSON.stringify(body) },
  };
}

const folder = mkdtempSync(join(tmpdir(), 'kilowatch-bench-'));
const file = join(folder, 'history.sqlite');
const store = await SqliteHistoryStore.open({ file });
try {
  let characters = 0;
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  for (let from = 0; from < messages; from += perAppend) {
    const some = Array.from({ length: perAppend }, (_, i) => original(from + i));
    characters += some.reduce((sum, { body }) => sum + body.length, 0);
    await store.append([{ readings: [], messages: some }]);
  }
  const ms = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  const query = { device: 'battery:b7', fromMs: t0, toMs: t0 + messages, limit: 100 };
  const askedAt = performance.now();
  await store.messages(query);
  const askedMs = performance.now() - askedAt;
  await store.close();
  say(
    `${messages.toLocaleString('en')} originals of ${Math.round(characters / messages)} characters of ${devices.toLocaleString('en')} devices, ` +
      `${perAppend.toLocaleString('en')} an append: ${Math.round((messages / ms) * 1_000).toLocaleString('en')}/s, ` +
      `${((user + system) / messages).toFixed(1)} µs of all threads each (making them included), ` +
      `${(statSync(file).size / messages).toFixed(1)} bytes each in the file; a page of 100 ${askedMs.toFixed(1)} ms`,
  );
} finally {
  await store.close();
  rmSync(folder, { recursive: true });
}

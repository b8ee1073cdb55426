import { mkdtemp, open, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { crc32c, Journal } from '../src/index.js';

const recordBytes = 200;
const batches = [1, 64, 512];
const runMs = 1_000;
const rounds = 3;

const record = (): Buffer => Buffer.alloc(recordBytes, '{"at":"2026-01-01T00:00:00Z","value":1.5}');

/** Records a second when `inFlight` batches of `size` wait at any time. */
async function appended(folder: string, size: number, inFlight: number): Promise<number> {
  const broken = (error: Error): void => console.error(error);
  const limits = { quotaBytes: 8 * 2 ** 30 };
  const journal = await Journal.open({
    folder: join(folder, `${size}-${inFlight}`),
    limits,
    onBroken: broken,
  });
  const batch = Array.from({ length: size }, record);
  const until = performance.now() + runMs;
  let count = 0;
  const append = async (): Promise<void> => {
    while (performance.now() < until) {
      await journal.append(batch);
      count += size;
      if (journal.usedBytes > 2 ** 29) await journal.release(journal.end);
    }
  };
  const startMs = performance.now();
  await Promise.all(Array.from({ length: inFlight }, append));
  const seconds = (performance.now() - startMs) / 1_000;
  await journal.close();
  return count / seconds;
}

/** The floor below which nobody gets on this disk. */
async function syncMs(folder: string): Promise<number> {
  const handle = await open(join(folder, 'sync'), 'w');
  const startMs = performance.now();
  let count = 0;
  for (; performance.now() - startMs < runMs; count++) {
    await handle.write(record(), 0, recordBytes, count * recordBytes);
    await handle.datasync();
  }
  const ms = (performance.now() - startMs) / count;
  await handle.close();
  return ms;
}

function checksumMiBs(bytes: number): number {
  const data = Buffer.alloc(bytes, 7);
  const times = Math.floor(2 ** 27 / bytes);
  for (let i = 0; i < times; i++) crc32c(data);
  const startMs = performance.now();
  for (let i = 0; i < times; i++) crc32c(data);
  return (times * bytes) / 2 ** 20 / ((performance.now() - startMs) / 1_000);
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** Prints what a journal takes, in turns with a bare write and sync on the same disk. */
export async function benchAppend(print: (line: string) => void = console.log): Promise<void> {
  // not in the system's folder for temporary files, which may be memory
  const folder = await mkdtemp(resolve('journal-bench-'));
  try {
    const figures = new Map<string, number[]>();
    const note = (name: string, value: number): unknown =>
      figures.set(name, [...(figures.get(name) ?? []), value]);
    for (let round = 0; round < rounds; round++) {
      note('bare write and fdatasync of one record, ms', await syncMs(folder));
      for (const size of batches)
        note(`batches of ${size}, one at a time, records/s`, await appended(folder, size, 1));
      for (const size of batches)
        note(`batches of ${size}, 64 waiting, records/s`, await appended(folder, size, 64));
    }
    for (const [name, values] of figures) print(`${name}: ${median(values).toPrecision(3)}`);
    for (const bytes of [recordBytes, 4_096])
      print(`crc32c of ${bytes} B, MiB/s: ${checksumMiBs(bytes).toFixed(0)}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

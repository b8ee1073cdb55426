import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Journal, JournalFull } from '../index.js';

/**
 * A process of its own that appends records until it is killed: `<number> xxx…`, and says each number on a line of its own when it is durable.
 * Out of room it says `full: <why>` and waits for a line of input before it goes on.
 */
const [folder = '', size = '200', group = '10'] = process.argv.slice(2);
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const journal = await Journal.open({
  folder,
  onBroken: ({ message }) => {
    writeSync(2, message);
    process.exit(1);
  },
});
const say = (line: string): unknown => writeSync(1, `${line}\n`);
const recordOf = (n: number): Buffer => Buffer.from(`${n} `.padEnd(Number(size), 'x'));

let next = 0;
const appendOne = async (): Promise<void> => {
  const first = next;
  next += Number(group);
  const numbers = Array.from({ length: Number(group) }, (_, i) => first + i);
  try {
    await journal.append(numbers.map(recordOf));
    say(numbers.join('\n'));
  } catch (error) {
    if (!(error instanceof JournalFull)) throw error;
    say(`full: ${journal.problem()}`);
    await lines.next();
  }
};
say(journal.id);
for (;;) await Promise.all([appendOne(), appendOne(), appendOne()]);

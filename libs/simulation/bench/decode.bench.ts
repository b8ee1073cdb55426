import { DialectBook } from '@kilowatch/dialects';
import { devicesByDialect, faultless, seededRandom } from '../src/index.js';

const startMs = 1_772_366_400_000;
const messages = 2_000;
const roundMs = 300;
const rounds = 5;

/** What a device says, as the broker hands it over. */
function recorded(name: keyof typeof devicesByDialect) {
  const { id, make } = devicesByDialect[name];
  const device = faultless(make, id, seededRandom(1));
  const all = [];
  for (let atMs = startMs; all.length < messages; atMs += device.everyMs)
    for (const { topic, payload } of device.saysAt(atMs))
      all.push({ topic, payload: Buffer.from(payload), receivedAtMs: atMs, isRetained: false });
  return all;
}

/** ms that this thread has worked: the machine may have other things to do. */
function workedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** Messages a second of one core's work, the best of some rounds. */
function decodedPerS(name: keyof typeof devicesByDialect): { perS: number; values: number; bytes: number } {
  const all = recorded(name);
  const book = new DialectBook();
  let values = 0;
  const readAll = (): void => {
    values = 0;
    for (const message of all) {
      const heard = book.dialectOf(message.topic)!.reader.read(message);
      if (heard.kind === 'said') for (const said of heard.said) values += said.measured.length;
    }
  };
  let best = 0;
  for (let round = 0; round < rounds; round += 1) {
    const beganMs = workedMs();
    let times = 0;
    for (; workedMs() - beganMs < roundMs; times += 1) readAll();
    best = Math.max(best, (times * all.length * 1_000) / (workedMs() - beganMs));
  }
  const bytes = all.reduce((sum, { payload }) => sum + payload.length, 0) / all.length;
  return { perS: best, values: values / all.length, bytes };
}

console.log('decoded, messages/s on one core (values and bytes of one):');
for (const name of Object.keys(devicesByDialect) as (keyof typeof devicesByDialect)[]) {
  const { perS, values, bytes } = decodedPerS(name);
  const thousands = Math.round(perS / 1_000);
  console.log(
    `  ${name.padEnd(14)} ${String(thousands).padStart(5)},000   (${values.toFixed(1)}, ${bytes.toFixed(0)})`,
  );
}

import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { until } from '../until.mjs';

const journal = 'history-journal';

/** The newest segment of the historian's journal. */
function newestSegment(dataFolder) {
  const folder = join(dataFolder, journal);
  if (!existsSync(folder)) throw new Error(`there is no journal in ${folder}`);
  const name = readdirSync(folder)
    .filter((name) => name.endsWith('.journal'))
    .sort()
    .at(-1);
  return join(folder, name);
}

const keptAside = (dataFolder) =>
  readdirSync(join(dataFolder, journal)).filter((name) => name.includes('damaged')).length;

/** A record as long as it says, whose checksum is wrong: a write that was under way when the power went. */
function wrongRecord(random) {
  const payload = Buffer.from(Array.from({ length: 300 }, () => random.below(256)));
  const header = Buffer.alloc(8);
  header.writeUInt32LE(payload.length, 0);
  header.writeUInt32LE(random.below(2 ** 32), 4);
  return Buffer.concat([header, payload]);
}

/** What happens to the file while nobody runs. None of it touches what had been acknowledged and is not in the store yet. */
const damages = {
  'a record of which only the beginning was written': (file, random) => {
    const record = wrongRecord(random);
    appendFileSync(file, record.subarray(0, 1 + random.below(record.length - 1)));
  },
  'a whole record with another checksum': (file, random) => appendFileSync(file, wrongRecord(random)),
  'zeros, as a file system leaves them that had made room': (file, random) =>
    appendFileSync(file, Buffer.alloc(1 + random.below(5_000))),
};

/** One bit of what the store has already. */
function flipBit(file, random) {
  const bytes = readFileSync(file);
  const at = bytes.length - 1 - random.below(Math.min(200, bytes.length / 2));
  bytes[at] ^= 1 << random.below(8);
  writeFileSync(file, bytes);
  return at;
}

async function startsAgain({ stage, problem, say }, what, dataFolder, asideBefore) {
  const historian = stage.service('historian');
  const from = historian.output.length;
  historian.start();
  await historian.ready();
  const report = /[^\n]*damag[^\n]*/i.exec(historian.output.slice(from))?.[0];
  say(`${what}: ${report ? report.slice(0, 300) : 'not a word about it'}`);
  if (!report || !/\d{2,}/.test(report)) problem(`${what}: not reported with its offset`);
  if (keptAside(dataFolder) <= asideBefore) problem(`${what}: nothing was kept aside`);
}

export const tailDamaged = {
  number: 19,
  title: 'torn and bit-flipped journal tail between runs',
  modes: ['services', 'standalone'],
  async strike(scene) {
    const { stage, random, seconds, workload, rounds } = scene;
    const historian = stage.service('historian');
    const dataFolder = historian.env.DATA_DIR;
    for (const [what, damage] of Object.entries(damages).slice(0, rounds)) {
      await wait((seconds / 4) * 1_000);
      await historian.end('SIGKILL');
      const before = keptAside(dataFolder);
      damage(newestSegment(dataFolder), random);
      await startsAgain(scene, what, dataFolder, before);
    }
    // What is flipped must be in the store, else nobody could have it: so the stream pauses until all of it is.
    workload.share = 0;
    const isDrained = async () => (await stage.detailsOf('historian'))?.flow?.waiting === 0;
    await until(isDrained, { withinMs: 30_000, otherwise: 'the journal is not drained' });
    await wait(1_500); // and the historian has written down that it is
    await historian.end('SIGKILL');
    const before = keptAside(dataFolder);
    const file = newestSegment(dataFolder);
    if (statSync(file).size > 0) flipBit(file, random);
    await startsAgain(scene, 'a bit of the last record flipped', dataFolder, before);
    workload.share = 1;
    await wait((seconds / 4) * 1_000);
  },
};

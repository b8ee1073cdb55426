import { resolve } from 'node:path';
import { Fault } from '@kilowatch/contracts';
import { type MoveProgress, moveHistory } from '@kilowatch/history-store';
import { createLog } from '@kilowatch/service-kit';
import { loadConfig, StartRefused } from '@kilowatch/service-kit/config';
import { historianConfig } from './config.js';
import { CountedLog } from './counted-log.js';
import { openStore } from './open-store.js';

const usage =
  'node move-history.mjs <history.sqlite>   copies a SQLite history into the InfluxDB of HISTORY=influxdb';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const inWords = ({ points, ofPoints, messages, ofMessages }: MoveProgress): string =>
  `${points} of ${ofPoints} points, ${messages} of ${ofMessages} original messages`;

// As what is older than the bucket keeps: the file must not be taken for moved whole.
const exceptIn = ({ warnings }: CountedLog): string =>
  warnings === 0 ? '' : `, except what the warnings above name (${warnings}): keep the file for that`;

/** The historian must not run meanwhile: one process writes to a bucket. */
async function run([file, ...more]: readonly string[]): Promise<void> {
  if (file === undefined || more.length > 0) throw new StartRefused(usage);
  const config = loadConfig(historianConfig);
  if (config.HISTORY !== 'influxdb')
    throw new StartRefused(
      'HISTORY is sqlite: set HISTORY=influxdb and the INFLUXDB_… settings of the historian',
    );
  const log = new CountedLog(createLog({ LOG_LEVEL: 'warn' }));
  const to = await openStore({ config, log, now: Date.now });
  try {
    const done = await moveHistory({
      file: resolve(file),
      to,
      onProgress: (progress) => say(inWords(progress)),
    });
    say(`Done: ${inWords(done)} are in bucket ${config.INFLUXDB_BUCKET}${exceptIn(log)}`);
  } finally {
    await to.close();
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  const isExpected = error instanceof StartRefused || error instanceof Fault;
  process.stderr.write(`${isExpected ? error.message : `The move failed: ${(error as Error).stack}`}\n`);
  process.exitCode = 1;
}

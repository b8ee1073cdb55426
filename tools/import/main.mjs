import { parseArgs } from 'node:util';
import { importFile } from './import-file.mjs';
import { Product } from './product.mjs';

const usage = `npm run import -- [options] <file> …
  Takes history of another program over: SQLite files of the battery twin and the gas meter, JSON files of the IoT dashboard, CSV.
  A second run adds nothing.
  --dry-run          only say what would become of it
  --url URL          where Kilowatch runs (default http://localhost:5003); it is asked for API_KEY of the environment
  --time-zone ZONE   of times without an offset: where the program ran (default: that of this machine)`;

const options = {
  'dry-run': { type: 'boolean', default: false },
  url: { type: 'string', default: 'http://localhost:5003' },
  'time-zone': { type: 'string' },
  help: { type: 'boolean', default: false },
};

async function run(args) {
  const { values, positionals: files } = parseArgs({ args, options, allowPositionals: true });
  if (values.help || files.length === 0) return console.log(usage);
  if (values['time-zone']) setTimeZone(values['time-zone']);
  const dryRun = values['dry-run'];
  const product = new Product({ url: values.url, key: process.env.API_KEY, dryRun });
  for (const file of files) await importFile(file, product, { say: console.log, dryRun });
}

function setTimeZone(zone) {
  if (!Intl.supportedValuesOf('timeZone').includes(zone) && zone !== 'UTC')
    throw new Error(`${zone} is no time zone: use an IANA name, as Europe/Berlin`);
  process.env.TZ = zone;
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

import { parseArgs } from 'node:util';
import { faults } from './faults/index.mjs';

export const usage = `npm run chaos -- [options]
  --fault 1,4      only faults of these numbers: ${[...new Set(faults.map(({ number }) => number))].join(', ')}
  --seed N         of the first run (default 1)
  --seeds N        runs per fault, each with the next seed (default 1)
  --rate N         messages a second (default 2000)
  --seconds N      how long a fault lasts, about (default 8)
  --rounds N       how often it strikes, where it does so several times (default 3)
  --mode services | standalone
  --real-time      outages of the store of 1, 5 and 30 minutes
  --keep           the folders of all runs stay, not only those of failed ones`;

const number = (text, name) => {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} ${text}: say a number above 0\n\n${usage}`);
  return value;
};

/** Reads the command line; throws a sentence. */
export function readOptions(args) {
  const { values } = parse(args);
  const wanted = values.fault?.split(',').map((text) => number(text, 'fault'));
  const unknown = wanted?.find((one) => faults.every((fault) => fault.number !== one));
  if (unknown) throw new Error(`There is no fault ${unknown}\n\n${usage}`);
  if (!['services', 'standalone'].includes(values.mode))
    throw new Error(`There is no mode ${values.mode}\n\n${usage}`);
  return {
    faults: faults.filter((fault) => !wanted || wanted.includes(fault.number)),
    firstSeed: number(values.seed, 'seed'),
    seeds: number(values.seeds, 'seeds'),
    rate: number(values.rate, 'rate'),
    seconds: number(values.seconds, 'seconds'),
    rounds: number(values.rounds, 'rounds'),
    mode: values.mode,
    isRealTime: values['real-time'],
    isKept: values.keep,
  };
}

function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        fault: { type: 'string' },
        seed: { type: 'string', default: '1' },
        seeds: { type: 'string', default: '1' },
        rate: { type: 'string', default: '2000' },
        seconds: { type: 'string', default: '8' },
        rounds: { type: 'string', default: '3' },
        mode: { type: 'string', default: 'services' },
        'real-time': { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new Error(`${error.message}\n\n${usage}`, { cause: error });
  }
}

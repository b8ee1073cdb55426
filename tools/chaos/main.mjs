import { readOptions } from './options.mjs';
import { runOnce } from './run.mjs';
import { whyNoMosquitto } from './stage/mosquitto.mjs';

const columns = ['sent', 'acknowledged', 'stored', 'quarantined', 'lost', 'duplicated'];

/** Every chosen fault with every seed. Resolves with whether all went well; the last line says what became of every message. */
export async function chaos(args, print) {
  const options = readOptions(args);
  const missing = options.mode === 'services' ? whyNoMosquitto() : undefined;
  if (missing) throw new Error(`${missing}: --mode standalone needs none`);
  const results = [];
  for (const fault of options.faults) {
    const title = `fault ${fault.number}, ${fault.title}`;
    if (!fault.modes.includes(options.mode)) {
      print(`${title}: not in ${options.mode} mode`);
      continue;
    }
    for (let seed = options.firstSeed; seed < options.firstSeed + options.seeds; seed += 1) {
      const startedAt = performance.now();
      const say = (text) =>
        print(`  ${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${text}`);
      print(`${title}; seed ${seed}, ${options.rate} messages/s`);
      const result = await runOnce({ fault, seed, options, say });
      print(`${title}; seed ${seed}: ${summary(result)}${result.problems.length > 0 ? ' — FAILED' : ''}`);
      results.push(result);
    }
  }
  const failed = results.filter(({ problems }) => problems.length > 0).length;
  const sum = Object.fromEntries(
    [...columns, 'excused'].map((name) => [name, results.reduce((total, result) => total + result[name], 0)]),
  );
  print(`${results.length} runs, ${failed} failed`);
  print(failed > 0 ? `${summary(sum)}; ${failed} RUNS FAILED, see above` : summary(sum));
  return results.length > 0 && failed === 0;
}

const summary = (sum) => {
  const counts = columns.map((name) => `${name} ${sum[name]}`).join(', ');
  return sum.excused > 0
    ? `${counts} (and ${sum.excused} that a killed broker forgot, of plain devices)`
    : counts;
};

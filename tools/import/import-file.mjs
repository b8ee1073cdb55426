import { readFileSync } from 'node:fs';
import { blocksOf } from './blocks.mjs';
import { sourceIn } from './sources.mjs';

const everyMs = 1_000;
const mostProblems = 20;

/**
 * Imports one file, saying now and then how far it is. Answers what became of it: how many are new, known and refused. Throws a
 * sentence when it cannot go on; what was imported before stays, and the same again adds nothing.
 */
export async function importFile(file, product, { say, dryRun = false }) {
  const source = sourceIn(file);
  if (!source) return importHistory(file, product, { say, dryRun });
  const tally = { rows: 0, accepted: 0, known: 0, refused: 0 };
  const refuse = tellProblems(say);
  const readable = function* () {
    for (const each of source.read()) {
      tally.rows += 1;
      if (each.original) yield each;
      else {
        tally.refused += 1;
        refuse(each.row, each.problem);
      }
    }
  };
  const total = source.rows === undefined ? '' : ` of ${source.rows.toLocaleString('en')}`;
  let saidAtMs = performance.now();
  for (const { rows, lines } of blocksOf(readable())) {
    const report = await product.originals(source.from, lines);
    for (const kind of ['accepted', 'known', 'refused']) tally[kind] += report[kind];
    for (const { line, reason } of report.problems) refuse(rows[line - 1], reason);
    if (performance.now() - saidAtMs < everyMs) continue;
    saidAtMs = performance.now();
    say(`${rows.at(-1).toLocaleString('en')}${total} ${source.what} …`);
  }
  say(`${file}: ${inWords(tally, source.what, dryRun)}`);
  return tally;
}

async function importHistory(file, product, { say, dryRun }) {
  const { lines, accepted, refused, problems } = await product.history(readFileSync(file));
  const refuse = tellProblems(say);
  for (const { line, reason } of problems) refuse(line, reason);
  const tally = { rows: lines, accepted, known: 0, refused };
  say(`${file}: ${inWords(tally, 'lines of history (a point that is known is not stored twice)', dryRun)}`);
  return tally;
}

const inWords = ({ rows, accepted, known, refused }, what, dryRun) =>
  `${rows.toLocaleString('en')} ${what}: ${accepted} ${dryRun ? 'would be taken' : 'taken'}, ${known} known before, ${refused} refused`;

/** The first ones; many are of one kind. */
function tellProblems(say) {
  let told = 0;
  return (row, reason) => {
    told += 1;
    if (told <= mostProblems) say(`row ${row}: ${reason}`);
    if (told === mostProblems + 1) say('… and more');
  };
}

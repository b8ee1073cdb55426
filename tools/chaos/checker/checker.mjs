import { setTimeout as wait } from 'node:timers/promises';
import { pointsOf } from './history.mjs';
import { quarantinedValues } from './quarantine.mjs';

const everyMs = 250;

const keyOf = (metric, value) => `${metric} ${value}`;

/** How often each value of a device is stored, and what is stored that nobody sent. */
async function countsOf(base, record) {
  const counts = new Map();
  if (record.sent === 0) return { counts, foreign: [] };
  const metrics = Object.keys(record.metrics);
  const span = { fromMs: Math.min(...ends(record.atMs)), toMs: Math.max(...ends(record.atMs)) + 1 };
  const { points, partial } = await pointsOf(base, { device: record.device, metrics, ...span });
  const foreign = [];
  for (const { metric, value, atMs } of points) {
    const seq = Math.floor(value) - record.codeOf(0);
    if (record.atMs[seq - 1] === atMs && record.codeOf(seq) + record.metrics[metric] === value)
      counts.set(keyOf(metric, value), (counts.get(keyOf(metric, value)) ?? 0) + 1);
    else foreign.push(`${record.device} ${metric} ${value} at ${new Date(atMs).toISOString()}`);
  }
  return { counts, foreign, partial };
}

// Times rise: the first and the last are the extremes.
const ends = (list) => [list[0], list.at(-1)];

/** What became of every message of one device. Only what was acknowledged can be lost. */
function judge(record, { counts, quarantined }) {
  const verdict = { stored: [], quarantined: 0, lost: [], duplicated: [] };
  for (let seq = 1; seq <= record.sent; seq += 1) {
    const values = record.valuesOf(seq);
    const stored = values.map(([metric, value]) => counts.get(keyOf(metric, value)) ?? 0);
    const isKept = values.map(([, value]) => quarantined.has(value));
    const mustBeThere = record.isReliable || record.acknowledgedAtMs[seq - 1] > 0;
    if (stored.every((count) => count > 0)) verdict.stored.push({ record, seq });
    else if (stored.every((count, i) => count > 0 || isKept[i])) verdict.quarantined += 1;
    else if (mustBeThere) verdict.lost.push({ record, seq });
    if (stored.some((count) => count > 1)) verdict.duplicated.push({ record, seq });
  }
  return verdict;
}

async function lookOnce(base, records) {
  const quarantined = await quarantinedValues(base);
  const sum = { stored: [], quarantined: 0, lost: [], duplicated: [], foreign: [] };
  for (const record of records) {
    const { counts, foreign, partial } = await countsOf(base, record);
    const { stored, quarantined: kept, lost, duplicated } = judge(record, { counts, quarantined });
    sum.stored.push(...stored);
    sum.quarantined += kept;
    sum.lost.push(...lost);
    sum.duplicated.push(...duplicated);
    sum.foreign.push(...foreign);
    sum.partial ??= partial;
  }
  return sum;
}

/**
 * Reads the history back until everything that was acknowledged is there, or nothing more comes for a while. A message is lost
 * that was acknowledged (a reliable device's: sent) and is neither stored nor in quarantine. Rejects when the history cannot be read.
 */
export async function check(base, recorder, { patienceMs = 10_000, unreadableMs = 60_000 } = {}) {
  let best;
  let progressAt = performance.now();
  for (;;) {
    const seen = await lookOnce(base, recorder.records).catch((error) => ({ error }));
    if (seen.lost?.length === 0 && !seen.partial) return seen;
    if (!seen.error && (!best || seen.lost.length < best.lost.length || (best.partial && !seen.partial))) {
      best = seen;
      progressAt = performance.now();
    }
    const quietMs = performance.now() - progressAt;
    if (best && quietMs >= patienceMs) return best;
    if (quietMs >= unreadableMs) throw seen.error;
    await wait(everyMs);
  }
}

const clock = (ms) => (ms ? new Date(ms).toISOString().slice(11, 23) : 'never');

/** A message by name. */
export const nameOf = ({ record, seq }) =>
  `${record.device} message ${seq} (${record.codeOf(seq)}), sent ${clock(record.sentAtMs[seq - 1])}, acknowledged ${clock(record.acknowledgedAtMs[seq - 1])}`;

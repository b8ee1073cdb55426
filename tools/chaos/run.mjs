import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { check, nameOf } from './checker/checker.mjs';
import { checkOriginals } from './checker/originals.mjs';
import { refusalsOf } from './checker/quarantine.mjs';
import { randomOf } from './random.mjs';
import { Recorder } from './recorder.mjs';
import { ServicesStage } from './stage/services-stage.mjs';
import { StandaloneStage } from './stage/standalone-stage.mjs';
import { until } from './until.mjs';
import { Workload } from './workload/workload.mjs';

const stages = { services: ServicesStage, standalone: StandaloneStage };
const usualGroups = [
  { kind: 'battery', count: 20 },
  { kind: 'sensor', count: 20 },
];
const calmMs = 1_000;
const acknowledgedWithinMs = 60_000;
const drainedWithinMs = 60_000;
const mostNamed = 10;

/** One fault with one seed, from an empty folder to the verdict. */
export async function runOnce({ fault, seed, options, say }) {
  const folder = mkdtempSync(join(tmpdir(), 'kilowatch-chaos-'));
  const random = randomOf(seed);
  const needs = typeof fault.needs === 'function' ? fault.needs({ folder }) : (fault.needs ?? {});
  const problems = [];
  const notes = { killedAtMs: [] };
  const scene = { ...options, ...notes, needs, folder, random, say, problem: (text) => problems.push(text) };
  let workload;
  let stage;
  try {
    stage = scene.stage = await stages[options.mode].prepare({ folder, needs, random });
    say(stage.is);
    await stage.start();
    const recorder = (scene.recorder = new Recorder());
    const groups = fault.groups ?? usualGroups;
    workload = await Workload.connect({ groups, mqtt: stage.mqtt, recorder, random, rate: options.rate });
    scene.workload = workload;
    const verdict = await play(fault, scene);
    return tell({ fault, verdict, scene, problems });
  } catch (error) {
    problems.push(`the run broke off: ${error.message}`);
    for (const problem of problems) say(`WRONG: ${problem}`);
    const { sent = 0, acknowledged = 0 } = scene.recorder ?? {};
    return { sent, acknowledged, stored: 0, quarantined: 0, excused: 0, lost: 0, duplicated: 0, problems };
  } finally {
    await workload?.close().catch(() => undefined);
    await stage?.close();
    await needs.close?.();
    if (problems.length > 0 || options.isKept) say(`logs and data: ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

async function play(fault, scene) {
  const { stage, workload, recorder, say, problem } = scene;
  workload.start();
  await wait(calmMs);
  await fault.strike(scene);
  await wait(calmMs);
  const open = await workload.finish(acknowledgedWithinMs);
  if (open > 0) problem(`${open} messages were not acknowledged within ${acknowledgedWithinMs / 1_000} s`);
  await stage.ready();
  await fault.after?.(scene);
  say(`${recorder.sent} sent, ${recorder.acknowledged} acknowledged; ${await drained(stage)}`);
  const verdict = await check(stage.url, recorder);
  const { missing, repeated } = await checkOriginals(stage.reader, recorder, verdict.stored);
  if (missing.length > 0)
    problem(`${missing.length} originals are missing, as that of ${nameOf(missing[0])}`);
  if (repeated > 0)
    say(`${repeated} messages were delivered more than once, and their originals are kept each time`);
  verdict.refusals = (await refusalsOf(stage.url)).refusals;
  await checkCounters(scene);
  fault.judge?.(verdict, scene);
  return verdict;
}

/** What the services say of themselves must add up, too: nothing dropped, and each reading has become something. */
async function checkCounters({ stage, problem }) {
  for (const name of ['ingest', 'historian']) {
    const { dropped } = (await stage.detailsOf(name))?.flow ?? {};
    if (dropped !== 0) problem(`${name} counts ${dropped} dropped`);
  }
  const { readings, stored, duplicate, quarantined, waiting } =
    (await stage.detailsOf('historian'))?.flow ?? {};
  const sum = stored + duplicate + quarantined + waiting;
  if (stage.service('historian').lives === 1 && sum !== readings)
    problem(
      `the historian counts ${readings} readings, and ${sum} stored, duplicate, quarantined or waiting`,
    );
}

/** Until everything in the journal is in the store, if that comes about. What to say of it. */
async function drained(stage) {
  const startedAt = performance.now();
  const waiting = async () => (await stage.detailsOf('historian'))?.flow?.waiting;
  const isDrained = async () => (await waiting()) === 0;
  return until(isDrained, { withinMs: drainedWithinMs, otherwise: 'not drained' }).then(
    () => `all in the store ${((performance.now() - startedAt) / 1_000).toFixed(1)} s later`,
    async ({ message }) => `${message}: ${await waiting()} readings wait`,
  );
}

/** Says what is wrong by name; the numbers of the run. */
function tell({ fault, verdict, scene, problems }) {
  const { recorder, say, problem } = scene;
  const excuses = verdict.lost.map((message) => fault.excuse?.(message, scene));
  const lost = verdict.lost.filter((_, i) => excuses[i] === undefined);
  for (const [what, list] of Object.entries({ lost, duplicated: verdict.duplicated })) {
    for (const message of list.slice(0, mostNamed)) say(`${what}: ${nameOf(message)}`);
    if (list.length > mostNamed) say(`${what}: and ${list.length - mostNamed} more`);
    if (list.length > 0) problems.push(`${list.length} ${what}`);
  }
  const excused = excuses.filter((excuse) => excuse !== undefined);
  if (excused.length > 0) say(`${excused.length} lost as was to be expected: ${excused[0]}`);
  if (verdict.foreign.length > 0)
    problem(`${verdict.foreign.length} stored that nobody sent, as ${verdict.foreign[0]}`);
  if (verdict.partial) problem(`the history is still not whole: ${verdict.partial}`);
  for (const text of problems) say(`WRONG: ${text}`);
  return {
    ...{ sent: recorder.sent, acknowledged: recorder.acknowledged },
    ...{ stored: verdict.stored.length, quarantined: verdict.quarantined, excused: excused.length },
    ...{ lost: lost.length, duplicated: verdict.duplicated.length, problems },
  };
}

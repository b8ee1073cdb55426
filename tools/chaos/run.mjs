import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { check, nameOf } from './checker/checker.mjs';
import { checkOriginals } from './checker/originals.mjs';
import { refusalsOf } from './checker/quarantine.mjs';
import { randomOf } from '../shared/random.mjs';
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

/** Closes what the run at work has opened. */
const opened = [];

/** Ends the processes of the run at work, if there is one, and gives back what it took of the machine. */
export async function abandon() {
  for (const close of opened.splice(0).reverse()) await close();
}

/** One fault with one seed, from an empty folder to the verdict. */
export async function runOnce({ fault, seed, options, say }) {
  const folder = mkdtempSync(join(tmpdir(), 'kilowatch-chaos-'));
  const random = randomOf(seed);
  const problems = [];
  const problem = (text) => problems.push(text);
  const recorder = new Recorder();
  const scene = { ...options, folder, random, recorder, say, problem, killedAtMs: [] };
  try {
    await setUp(fault, scene);
    const verdict = await play(fault, scene);
    return tell({ fault, verdict, scene, problems });
  } catch (error) {
    problem(`the run broke off: ${error.message}`);
    for (const text of problems) say(`WRONG: ${text}`);
    const { sent, acknowledged } = recorder;
    return { sent, acknowledged, stored: 0, quarantined: 0, excused: 0, lost: 0, duplicated: 0, problems };
  } finally {
    await abandon();
    if (problems.length > 0 || options.isKept) say(`logs and data: ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

async function setUp(fault, scene) {
  const { folder, random, recorder, rate, mode, say } = scene;
  const needs = typeof fault.needs === 'function' ? fault.needs(scene) : (fault.needs ?? {});
  opened.push(() => needs.close?.());
  const stage = await stages[mode].prepare({ folder, needs, random });
  opened.push(() => stage.close());
  say(stage.is);
  await stage.start();
  const groups = fault.groups ?? usualGroups;
  const workload = await Workload.connect({ groups, mqtt: stage.mqtt, recorder, random, rate });
  opened.push(() => workload.close());
  Object.assign(scene, { needs, stage, workload });
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

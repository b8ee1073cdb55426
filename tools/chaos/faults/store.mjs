import { setTimeout as wait } from 'node:timers/promises';
import { until } from '../until.mjs';

const modes = ['services', 'standalone'];
const needs = { store: 'influx' };

/** Something that the store refuses for what it is: the same messages every time. */
const isBad = (line) => {
  const [, code] = /[ ,]value=(\d{8})(?:\.5)?(?: |,)/.exec(line) ?? [];
  return code !== undefined && Number(code) % 50 === 7;
};

const refusal = (code, message) => ({ code, message });
const mostLines = 100;
const shownWithinMs = 2_000;

/** Name → answer to a write. */
const answers = {
  '500 (internal error)': () => ({
    status: 500,
    body: refusal('internal error', 'unexpected error writing points to database'),
  }),
  '503 + Retry-After': () => ({
    status: 503,
    headers: { 'retry-after': '1' },
    body: refusal('unavailable', 'write unavailable'),
  }),
  '429 + Retry-After': () => ({
    status: 429,
    headers: { 'retry-after': '1' },
    body: refusal('too many requests', 'you have reached your rate limit'),
  }),
  '413 (too large)': (lines) =>
    lines.length > mostLines
      ? { status: 413, body: refusal('request too large', 'unable to read data: points batch is too large') }
      : undefined,
  '400 for some points': (lines) =>
    lines.some(isBad)
      ? { status: 400, body: refusal('invalid', `unable to parse '${lines.find(isBad)}': bad timestamp`) }
      : undefined,
  '422, the rest is written': (lines) => {
    const passes = lines.filter((line) => !isBad(line));
    if (passes.length === lines.length) return undefined;
    const message = `failure writing points to database: partial write: field type conflict dropped=${lines.length - passes.length}`;
    return { passes, thenAnswers: { status: 422, body: refusal('unprocessable entity', message) } };
  },
};

/** Spoils the writes for a while, and until one has met it: a historian that waits writes seldom. */
async function spoilt({ stage, say, problem }, what, mishap, forMs) {
  const { proxy } = stage.store;
  const before = proxy.spoilt;
  proxy.mishap = mishap;
  const startedAt = performance.now();
  await wait(forMs);
  await until(() => proxy.spoilt > before, { withinMs: 10_000, otherwise: `no write met ${what}` }).catch(
    ({ message }) => problem(message),
  );
  await proxy.heal();
  const seconds = (performance.now() - startedAt) / 1_000;
  say(`${what} for ${seconds.toFixed(1)} s: ${proxy.spoilt - before} writes met it`);
}

/** What was acknowledged a while ago must be in the answers meanwhile, although the store is away. */
async function isShown({ stage, recorder, random, problem }) {
  const record = random.one(recorder.records);
  const untilMs = Date.now() - shownWithinMs;
  const seq = record.acknowledgedAtMs.findLastIndex((atMs) => atMs > 0 && atMs < untilMs) + 1;
  const reply = await fetch(`${stage.url}/api/v1/devices/${encodeURIComponent(record.device)}/latest`);
  const { readings = [], error } = await reply.json();
  const newest = Math.max(...readings.map(({ value }) => Math.floor(value)));
  if (!(newest >= record.codeOf(seq)))
    problem(
      `without a store ${record.device} is at ${newest}, ${record.codeOf(seq)} was acknowledged: ${error ?? 'no error'}`,
    );
}

export const storeDown = {
  number: 3,
  title: 'store down',
  modes,
  needs,
  async strike(scene) {
    const { stage, say, seconds, isRealTime, problem } = scene;
    const outages = isRealTime ? [60, 300, 1_800] : [seconds / 4, seconds / 2];
    for (const outageS of outages) {
      const isCompressed = isRealTime ? '' : ' (time compressed: --real-time for 1, 5 and 30 min)';
      say(`the store is away for ${outageS.toFixed(1)} s${isCompressed}`);
      await stage.store.proxy.down();
      await wait(outageS * 1_000);
      const said = await stage.service('historian').problems();
      if (said) problem(`the historian is not ready although its journal takes data: ${said}`);
      await isShown(scene);
      await stage.store.proxy.heal();
      await wait(1_000);
    }
  },
};

export const storeRefuses = {
  number: 4,
  title:
    'store answers 500, 503 and 429 with Retry-After, 413, 400 for some points, 422 with the rest written',
  modes,
  needs,
  async strike(scene) {
    const each = Object.entries(answers);
    for (const [what, answer] of each)
      await spoilt(scene, `answer ${what}`, answer, (scene.seconds / each.length) * 1_000);
  },
};

export const storeHangs = {
  number: 5,
  title: 'store hangs: accepts, never answers',
  modes,
  needs: { ...needs, env: { historian: { INFLUXDB_TIMEOUT_MS: '2000' } } }, // noticed several times within a run
  strike: (scene) => spoilt(scene, 'no answer', () => 'hang', scene.seconds * 1_000),
};

export const answerLost = {
  number: 6,
  title: 'store writes, and the connection is lost before its 204 is read',
  modes,
  needs,
  strike: (scene) =>
    spoilt(
      scene,
      'every second answer lost',
      () => (scene.random.next() < 0.5 ? 'lose the answer' : undefined),
      scene.seconds * 1_000,
    ),
};

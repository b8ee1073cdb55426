import { expect, it } from '@jest/globals';
import type { ServiceName } from '@kilowatch/contracts';
import { eventually } from '@kilowatch/testing';
import { chargesIn } from './chronicle.js';
import { type Answer, getJson, postJson } from './http.js';
import {
  type Environment,
  inServicesMode,
  type ServicesProduct,
  shiftedClock,
  startServices,
} from './product.js';

type Case = [isFast: 'fast' | 'slow', name: ServiceName];

const hourMs = 3_600_000;

/** A product that has applied a charge of 1 kW when one of its clocks goes wrong. */
async function startWithClock([isFast, name]: Case, env: Environment = {}): Promise<ServicesProduct> {
  const product = await startServices({ DEMO: 'off', ...env });
  expect((await postJson(`${product.url}/charge`, { charge: 1 })).status).toBe(200);
  await product.service(name).stop('SIGTERM');
  product.service(name).start({ node: shiftedClock(isFast === 'fast' ? hourMs : -hourMs) });
  await product.service(name).ready();
  return product;
}

/** The answer, which may be that the clocks are to blame. */
function orBlamesClock<T>({ status, body }: Answer, otherwise: T): T | undefined {
  if (status === 200) return otherwise;
  expect((body as { error: string }).error).toMatch(/clock/);
  return undefined;
}

async function commandsAndHistoryAreHonest(...clock: Case): Promise<void> {
  const product = await startWithClock(clock);
  const { url } = product;
  const observer = await product.observer('battery/charge');
  const isApplied = orBlamesClock(await postJson(`${url}/charge`, { charge: 2 }), true) ?? false;
  if (isApplied) await observer.sees(({ text }) => text.includes('"charge":2,'));
  else expect(observer.seen).toEqual([]);
  const live = await getJson(`${url}/livedata`);
  if (orBlamesClock(live, true)) expect(live.body).toMatchObject({ charge: isApplied ? 2 : 1 });
  const always = { begin: '-3h', end: '2100-01-01T00:00:00Z' };
  const read = await getJson(`${url}/read?begin=${always.begin}&end=${always.end}`);
  if (orBlamesClock(read, true))
    expect((await chargesIn(url, always)).toSorted()).toEqual(isApplied ? [1, 2] : [1]);
}

const nothingElse = { notReplayable: 0, remaining: 0 };

/** Of a battery and ingest nobody knows at the time whose clock is right: what seems impossible goes to quarantine. */
async function telemetryIsReplayed(...clock: Case): Promise<void> {
  const product = await startWithClock(clock, { HISTORY_CLOCK_WAIT_S: '1' });
  const [isFast] = clock;
  const kept = async () => {
    const { body } = await getJson(`${product.url}/api/v1/quarantine`);
    return (body as { refusals: { preview: string }[] }).refusals.map(({ preview }) => preview);
  };
  const battery = await product.battery('b1');
  await battery.publish('batteries/b1/state', { socPct: 51, at: new Date(Date.now()).toISOString() });
  await battery.publish('batteries/b1/state', { voltageV: 52 });
  await eventually(() => expect(product.output).toMatch(/refused a message/), { withinMs: 10_000 });
  await product.service('ingest').stop('SIGTERM');
  product.service('ingest').start();
  await product.ready();

  const replayed = await postJson(`${product.url}/api/v1/quarantine/replay`, { all: true });
  if (isFast === 'slow') expect(replayed.body).toEqual({ ...nothingElse, accepted: 1, refused: 0 });
  const isStored = async (metric: string, value: number) => {
    const { body } = await getJson(`${product.url}/api/v1/devices/battery%3Ab1/latest`);
    expect(body).toMatchObject({
      readings: expect.arrayContaining([expect.objectContaining({ metric, value })]),
    });
  };
  await eventually(() => isStored('socPct', 51));
  // Of what has no time of its own only the wrong time of receipt is known: an hour ahead it has to wait for its hour.
  if (isFast === 'slow') await eventually(() => isStored('voltageV', 52));
  else await eventually(async () => expect(await kept()).toEqual([expect.stringContaining('"voltageV"')]));
}

async function telemetryIsKept(...clock: Case): Promise<void> {
  const product = await startWithClock(clock);
  const name = clock[1];
  const observer = await product.observer('kw/v1/quarantine/added');
  const battery = await product.battery('b1');
  await battery.publish('batteries/b1/state', { socPct: 51, at: new Date(Date.now()).toISOString() });
  await battery.publish('batteries/b1/state', { voltageV: 52 });
  const isRefused = eventually(() => expect(observer.seen).not.toEqual([]), { withinMs: 1_500 });
  await isRefused.catch(() => undefined); // as it should be
  await product.service(name).stop('SIGTERM');
  product.service(name).start();
  await product.ready();
  await eventually(async () =>
    expect((await getJson(`${product.url}/api/v1/devices/battery%3Ab1/latest`)).body).toMatchObject({
      readings: expect.arrayContaining([
        expect.objectContaining({ metric: 'socPct', value: 51 }),
        expect.objectContaining({ metric: 'voltageV', value: 52 }),
      ]),
    }),
  );
}

inServicesMode('a clock that is an hour off', () => {
  const honest = 'commands are applied and history is shown, or refused with the clock as the reason';
  it.each<Case>([
    ['fast', 'historian'],
    ['fast', 'mqtt-publisher'],
    ['fast', 'ingest'],
    ['slow', 'ingest'],
    ['fast', 'control-api'],
    ['slow', 'control-api'],
    ['slow', 'historian'],
    ['slow', 'mqtt-publisher'],
  ])(`%s, of %s: ${honest}`, commandsAndHistoryAreHonest, 30_000);

  const kept = 'what a battery reports meanwhile is there when the clock is right again';
  it.each<Case>([
    ['fast', 'historian'],
    ['slow', 'historian'],
  ])(`%s, of %s: ${kept}`, telemetryIsKept, 30_000);

  it.each<Case>([
    ['fast', 'ingest'],
    ['slow', 'ingest'],
  ])(`%s, of %s: ${kept}, after a replay`, telemetryIsReplayed, 30_000);
});

import { describe, expect, it } from '@jest/globals';
import type { ServiceName } from '@kilowatch/contracts';
import { eventually } from '@kilowatch/testing';
import { type Answer, getJson, postJson } from './http.js';
import { inServicesMode, startServices } from './product.js';

type Ask = (url: string, number: number) => Promise<Answer>;

/** Who is asked by what, and how long the one who asks may be kept waiting: the deadline of that question. */
const questions: [name: ServiceName, deadlineMs: number, ask: Ask][] = [
  ['mqtt-publisher', 3_000, (url, charge) => postJson(`${url}/charge`, { charge })],
  ['historian', 2_000, (url) => getJson(`${url}/livedata`)],
  ['ingest', 2_000, (url) => getJson(`${url}/api/v1/quarantine`)],
];
const onTheWayMs = 1_000;

async function timed(answer: Promise<Answer>): Promise<Answer & { tookMs: number }> {
  const startedAtMs = performance.now();
  return { ...(await answer), tookMs: performance.now() - startedAtMs };
}

inServicesMode('a service that fails while it is asked', () => {
  describe.each(questions)('%s', (name, deadlineMs, ask) => {
    it('is killed: every question gets its answer in time, and a 200 was true', async () => {
      const product = await startServices({ DEMO: 'off' });
      const observer = await product.observer('battery/#');
      const first = Promise.withResolvers<void>();
      const asked = Array.from({ length: 200 }, (_, i) =>
        timed(ask(product.url, i + 1)).then((answer) => {
          first.resolve();
          return { ...answer, charge: i + 1 };
        }),
      );
      await first.promise;
      await product.service(name).stop('SIGKILL');
      const late = timed(ask(product.url, 201)); // the others may all have had their answer by then
      const answers = await Promise.all([...asked, late.then((answer) => ({ ...answer, charge: 201 }))]);
      for (const { status, body, tookMs } of answers) {
        expect(tookMs).toBeLessThan(deadlineMs + onTheWayMs);
        if (status !== 200)
          expect([status, body]).toEqual([
            expect.any(Number),
            expect.objectContaining({ code: expect.any(String) }),
          ]);
      }
      expect(answers.filter(({ status }) => status !== 200).length).toBeGreaterThan(0);
      if (name === 'mqtt-publisher') {
        const confirmed = answers.filter(({ status }) => status === 200).map(({ charge }) => charge);
        await eventually(() => {
          const seen = observer.seen.map(({ text }) => (JSON.parse(text) as { charge: number }).charge);
          expect(seen).toEqual(expect.arrayContaining(confirmed));
        });
      }
      product.service(name).start();
      await eventually(async () => expect(await ask(product.url, 300)).toMatchObject({ status: 200 }));
    }, 40_000);

    it('is frozen: an error in time, nothing late when it thaws, and all is well again', async () => {
      const product = await startServices({ DEMO: 'off' });
      const observer = await product.observer('battery/#');
      expect(await ask(product.url, 1)).toMatchObject({ status: 200 });
      const known = observer.seen.length;
      product.service(name).signal('SIGSTOP');
      const { status, tookMs } = await timed(ask(product.url, 2));
      expect(status).toBeGreaterThanOrEqual(500);
      expect(tookMs).toBeLessThan(deadlineMs + onTheWayMs);
      product.service(name).signal('SIGCONT');
      await eventually(async () => expect(await ask(product.url, 3)).toMatchObject({ status: 200 }));
      if (name === 'mqtt-publisher')
        await observer.sees(({ text }) => (JSON.parse(text) as { charge: number }).charge === 3);
      expect(observer.seen.slice(known).map(({ text }) => text)).not.toContainEqual(
        expect.stringContaining('"charge":2,'),
      );
    }, 40_000);
  });

  it('is frozen while another is asked: a battery is commanded without history', async () => {
    const product = await startServices({ DEMO: 'off' });
    const observer = await product.observer('battery/#');
    product.service('historian').signal('SIGSTOP');
    product.service('ingest').signal('SIGSTOP');
    product.service('realtime-gateway').signal('SIGSTOP');
    const answer = await timed(postJson(`${product.url}/charge`, { charge: 5 }));
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.tookMs).toBeLessThan(1_000);
    await observer.sees(({ text }) => text.includes('"charge":5,'));
    for (const name of ['historian', 'ingest', 'realtime-gateway'] as const)
      product.service(name).signal('SIGCONT');
    await eventually(async () =>
      expect(await getJson(`${product.url}/livedata`)).toMatchObject({ body: { charge: 5 } }),
    );
  }, 40_000);
});

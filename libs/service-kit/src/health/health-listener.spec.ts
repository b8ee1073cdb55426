import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { healthDetails } from '@kilowatch/contracts';
import { DetailsBook } from './details-book.js';
import { HealthBook } from './health-book.js';
import { type HealthListener, startHealthListener } from './health-listener.js';

let book: HealthBook;
let details: DetailsBook;
let listener: HealthListener;
beforeEach(async () => {
  book = new HealthBook();
  details = new DetailsBook();
  listener = await startHealthListener({ health: book, details }, { host: '127.0.0.1', port: 0 });
});
afterEach(() => listener.close());

const noCounts = {
  ...{ received: 0, refused: 0, refusals: {}, dropped: 0, published: 0, notConfirmed: 0, reconnects: 0 },
};

const ask = async (path: string) => {
  const response = await fetch(listener.url + path);
  return { status: response.status, body: await response.json() };
};

it('says what is wrong in words as long as it is wrong', async () => {
  let problem: string | undefined = 'not connected to 127.0.0.1:1883';
  book.add('broker', () => problem);
  book.add('store', () => undefined);
  expect(await ask('/health/ready')).toEqual({
    status: 503,
    body: { ok: false, checks: { broker: 'not connected to 127.0.0.1:1883', store: 'ok' } },
  });
  expect(await ask('/health/live')).toEqual({ status: 200, body: { ok: true } });
  problem = undefined;
  expect(await ask('/health/ready')).toEqual({
    status: 200,
    body: { ok: true, checks: { broker: 'ok', store: 'ok' } },
  });
});

it('says only the reasons, one a line, to who accepts plain text', async () => {
  book.add('broker', () => 'not connected');
  book.add('store', () => undefined);
  book.add('disk', () => 'full');
  const response = await fetch(`${listener.url}/health/ready`, { headers: { accept: 'text/plain' } });
  expect([response.status, await response.text()]).toEqual([503, 'broker: not connected\ndisk: full\n']);
});

it('counts a check that throws as a problem', async () => {
  book.add('store', () => {
    throw new Error('file is gone');
  });
  expect(await ask('/health/ready')).toMatchObject({
    status: 503,
    body: { checks: { store: 'the check itself failed: file is gone' } },
  });
});

it('knows nothing else', async () => {
  expect(await ask('/')).toMatchObject({ status: 404, body: { code: 'route.unknown' } });
});

it('says what a service lacks, whoever noticed', () => {
  const said = new DetailsBook(() => ({ problems: { broker: 'not connected' } }));
  const own = said.enter('historian', { counters: noCounts });
  own.add(() => ({ problems: { store: 'away' } }));
  own.add(() => ({ figures: { journalBytes: 4_096 } }));
  expect(said.of('historian').problems).toEqual({ broker: 'not connected', store: 'away' });
});

it('says what each service counts, beside its traffic with the broker', async () => {
  const counters = { ...noCounts, received: 5, refused: 1, published: 3, reconnects: 2 };
  const own = details.enter('historian', { counters });
  let stored = 0;
  own.add(() => ({ flow: { received: 5, stored, quarantined: 1, dropped: 0 } }));
  own.add(() => ({ figures: { journalBytes: 4_096 } }));
  stored = 4;
  const { status, body } = await ask('/health/details');
  expect(status).toBe(200);
  expect(healthDetails.parse(body)).toEqual({
    services: [
      {
        service: 'historian',
        flow: { received: 5, stored: 4, quarantined: 1, dropped: 0 },
        figures: {
          ...{ messagesReceived: 5, messagesRefused: 1, messagesPublished: 3, messagesNotConfirmed: 0 },
          ...{ brokerReconnections: 2, journalBytes: 4_096 },
        },
      },
    ],
  });
});

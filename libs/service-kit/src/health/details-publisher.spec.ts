import { expect, it, jest } from '@jest/globals';
import { Fault, type ServiceDetails } from '@kilowatch/contracts';
import type { MessagingClient } from '@kilowatch/messaging';
import { publishDetails } from './details-publisher.js';

/** A client that notes what is published, and what a service says of itself. */
function stage() {
  jest.useFakeTimers();
  const published: ServiceDetails[] = [];
  const state = { isConnected: true, isTaking: true, stored: 0, messagesPublished: 0 };
  const client = {
    get isConnected() {
      return state.isConnected;
    },
    publish: async (_contract: unknown, address: unknown, body: ServiceDetails) => {
      expect(address).toEqual({ name: 'historian' });
      if (!state.isTaking) throw new Fault('publish.not-confirmed', 'no');
      state.messagesPublished += 1;
      published.push(body);
    },
  } as unknown as MessagingClient;
  const details = (): ServiceDetails => ({
    service: 'historian',
    flow: { received: 1, stored: state.stored, quarantined: 0, dropped: 0 },
    figures: { messagesPublished: state.messagesPublished },
    saidAtMs: performance.now(),
  });
  const publisher = publishDetails('historian', { client }, details, 1_000);
  const turn = () => jest.advanceTimersByTimeAsync(1_000);
  return { state, published, publisher, turn };
}

it('publishes what has changed, and nothing for the sake of publishing', async () => {
  const { state, published, publisher, turn } = stage();
  await turn();
  await turn();
  expect(published.map(({ flow }) => flow?.stored)).toEqual([0]);
  state.stored = 5;
  await turn();
  await turn();
  expect(published.map(({ flow }) => flow?.stored)).toEqual([0, 5]);
  publisher.close();
  state.stored = 6;
  await turn();
  expect(published).toHaveLength(2);
  jest.useRealTimers();
});

it('says after ten seconds that it is still there', async () => {
  const { published, publisher, turn } = stage();
  for (let second = 0; second < 10; second++) await turn();
  expect(published).toHaveLength(1);
  await turn();
  expect(published).toHaveLength(2);
  publisher.close();
  jest.useRealTimers();
});

it('goes on when the broker is away or does not confirm', async () => {
  const { state, published, publisher, turn } = stage();
  state.isConnected = false;
  await turn();
  state.isConnected = true;
  state.isTaking = false;
  await turn();
  expect(published).toEqual([]);
  state.isTaking = true;
  await turn();
  expect(published).toHaveLength(1);
  publisher.close();
  jest.useRealTimers();
});

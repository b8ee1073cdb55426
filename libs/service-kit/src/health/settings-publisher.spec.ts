import { expect, it, jest } from '@jest/globals';
import { Fault, type ShownSetting } from '@kilowatch/contracts';
import type { Door, MessagingClient } from '@kilowatch/messaging';
import { publishSettings } from './settings-publisher.js';

const settings: ShownSetting[] = [{ name: 'PORT', value: '5003', from: 'default' }];

it('says them until the broker has them, and again when it was lost', async () => {
  jest.useFakeTimers();
  const said: unknown[] = [];
  const state = { isConnected: false, isTaking: false, reconnects: 0 };
  const client = {
    get isConnected() {
      return state.isConnected;
    },
    publish: async (_contract: unknown, address: unknown, body: unknown) => {
      if (!state.isTaking) throw new Fault('publish.not-confirmed', 'no');
      said.push([address, body]);
    },
  } as unknown as MessagingClient;
  const door = { client, counters: state } as unknown as Door;
  const publisher = publishSettings('historian', door, settings, 1_000);
  const turn = () => jest.advanceTimersByTimeAsync(1_000);
  await turn();
  state.isConnected = true;
  await turn();
  expect(said).toEqual([]);
  state.isTaking = true;
  await turn();
  await turn();
  expect(said).toEqual([[{ name: 'historian' }, { settings }]]);
  state.reconnects = 1;
  await turn();
  await turn();
  expect(said).toHaveLength(2);
  publisher.close();
  state.reconnects = 2;
  await turn();
  expect(said).toHaveLength(2);
  jest.useRealTimers();
});

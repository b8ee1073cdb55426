import { describe, expect, it } from '@jest/globals';
import { EmbeddedBroker } from '@kilowatch/messaging/broker';
import { Observer } from '@kilowatch/messaging/suite';
import { BrokerEntrance } from './broker-entrance.js';

const nobody = { id: 'device', username: undefined, password: undefined };

describe('BrokerEntrance', () => {
  it('lets the own services in at once and the others when it opens', async () => {
    const entrance = new BrokerEntrance();
    expect(entrance.authenticate({ id: 'historian', ...entrance.own })).toBe(true);
    const heard: string[] = [];
    const others = [nobody, { id: 'guest', username: 'kilowatch', password: 'guess' }].map(async (caller) => {
      expect(await entrance.authenticate(caller)).toBe(true);
      heard.push('in');
    });
    await new Promise(setImmediate);
    expect(heard).toEqual([]);
    entrance.open();
    await Promise.all(others);
    expect(['historian', 'device', 'guest'].filter(entrance.isOwn)).toEqual(['historian']);
    expect(entrance.authenticate({ id: 'historian', ...entrance.own })).toBe(true);
  });

  it('keeps a device of the embedded broker waiting, not refused', async () => {
    const entrance = new BrokerEntrance();
    const { authenticate } = entrance;
    const broker = await EmbeddedBroker.listen({ host: '127.0.0.1', port: 0, authenticate });
    const device = Observer.of(broker, 'battery/charge');
    let isIn = false;
    const entered = device.then(() => (isIn = true));
    await new Promise(setImmediate);
    expect(isIn).toBe(false);
    entrance.open();
    await entered;
    await (await device).close();
    await broker.close();
  });
});

import { describe, expect, it } from '@jest/globals';
import { EmbeddedBroker } from '@kilowatch/messaging/broker';
import { Observer } from '@kilowatch/messaging/suite';
import { accessOf, commonConfig } from '@kilowatch/service-kit';
import { onTestEnd, RawMqttClient } from '@kilowatch/testing';
import { BrokerEntrance } from './broker-entrance.js';

const nobody = { id: 'device', username: undefined, password: undefined, address: '127.0.0.1' };
const key = 'kw_a-key-of-a-test-0123456789';
const accessWith = (env: Record<string, string> = {}) => accessOf(commonConfig.parse(env));

describe('BrokerEntrance', () => {
  it('lets the own services in at once and the others when it opens', async () => {
    const entrance = new BrokerEntrance(accessWith());
    const historian = { ...nobody, id: 'historian', ...entrance.own };
    expect(entrance.authenticate(historian)).toBe(true);
    const heard: string[] = [];
    const others = [nobody, { ...nobody, id: 'guest', username: 'kilowatch', password: 'guess' }].map(
      async (caller) => {
        expect(await entrance.authenticate(caller)).toBe(true);
        heard.push('in');
      },
    );
    await new Promise(setImmediate);
    expect(heard).toEqual([]);
    entrance.open();
    await Promise.all(others);
    expect(['historian', 'device', 'guest'].filter(entrance.isOwn)).toEqual(['historian']);
    expect(entrance.authenticate(historian)).toBe(true);
  });

  it('keeps a device of the embedded broker waiting, not refused', async () => {
    const entrance = new BrokerEntrance(accessWith());
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

describe('BrokerEntrance with an API key', () => {
  const start = async (env: Record<string, string> = {}) => {
    const entrance = new BrokerEntrance(accessWith({ API_KEY: key, ...env }));
    entrance.open();
    const { authenticate } = entrance;
    const broker = await EmbeddedBroker.listen({ host: '127.0.0.1', port: 0, authenticate });
    onTestEnd(() => broker.close());
    const enter = async (username?: string, password?: string): Promise<string> => {
      const client = RawMqttClient.connect(broker, {
        ...(username && { username }),
        ...(password && { password }),
      });
      return client.then(
        () => 'in',
        ({ message }: Error) => message,
      );
    };
    return { entrance, enter };
  };
  const refused = 'Connection refused: Not authorized';

  it('lets in who has it as the password, under any name', async () => {
    const { entrance, enter } = await start();
    expect(await enter('cellar', key)).toBe('in');
    expect(await enter('kilowatch', key)).toBe('in');
    expect(await enter(entrance.own.username, entrance.own.password)).toBe('in');
    for (const [username, password] of [[], ['cellar'], ['cellar', `${key}.`], [key]])
      expect(await enter(username, password)).toBe(refused);
  });

  it('slows who guesses, while the own services come and go', async () => {
    const { entrance, enter } = await start({ KEY_TRIES: '2' });
    for (const guess of ['a', 'b', 'c']) expect(await enter('cellar', guess)).toBe(refused);
    expect(await enter('cellar', key)).toBe(refused);
    expect(await enter(entrance.own.username, entrance.own.password)).toBe('in');
  });
});

import { quarantineAdded } from '@kilowatch/contracts';
import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import mqttPacket from 'mqtt-packet';
import { Collected, Observer, type LogLine } from '../suite/index.js';
import { EmbeddedBroker, type EmbeddedBrokerOptions } from './embedded-broker.js';

describe('EmbeddedBroker', () => {
  let closing: (() => unknown)[] = [];
  const logged = new Collected<LogLine>();
  const add = (context: object, message: string): void => logged.add({ context: { ...context }, message });

  const start = async (options: Partial<EmbeddedBrokerOptions> = {}): Promise<EmbeddedBroker> => {
    const log = { info: add, warn: add, error: add };
    const broker = await EmbeddedBroker.listen({ host: '127.0.0.1', port: 0, log, ...options });
    closing.push(() => broker.close());
    return broker;
  };
  const observe = async (broker: EmbeddedBroker, ...filters: string[]): Promise<Observer> => {
    const observer = await Observer.of(broker, ...filters);
    closing.push(() => observer.close());
    return observer;
  };
  /** A connection whose packets the test writes itself. */
  const dial = async (broker: EmbeddedBroker): Promise<Socket> => {
    const socket = connect({ host: broker.host, port: broker.port });
    socket.on('error', () => undefined);
    closing.push(() => socket.destroy());
    await once(socket, 'connect');
    return socket;
  };
  const session = async (broker: EmbeddedBroker, clientId: string, clean = false): Promise<Socket> => {
    const socket = await dial(broker);
    const as = { protocolId: 'MQTT', protocolVersion: 4 } as const;
    socket.write(mqttPacket.generate({ cmd: 'connect', ...as, clientId, clean, keepalive: 0 }));
    await once(socket, 'data');
    return socket;
  };

  afterEach(async () => {
    for (const close of closing.reverse()) await close();
    closing = [];
    logged.items.length = 0;
  });

  it('says in one sentence that its port is taken, and what to do', async () => {
    const { host, port } = await start();
    await expect(EmbeddedBroker.listen({ host, port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken: another program listens there. Stop it, or set MQTT_PORT to a free port.`,
    );
  });

  it('says that an address is not one of this machine', async () => {
    await expect(EmbeddedBroker.listen({ host: '203.0.113.1', port: 0 })).rejects.toThrow(
      '203.0.113.1 is not an address of this machine; MQTT_HOST must be one, as 127.0.0.1.',
    );
  });

  it('carries no retained command to anybody, now or later, and says so', async () => {
    const broker = await start({ commandTopics: ['battery/charge'] });
    const observer = await observe(broker, '#');
    await observer.publish('battery/charge', '{"charge":9}', { retain: true });
    await observer.publish('battery/charge', '{"charge":1}');
    await observer.publish('other', 'kept', { retain: true });
    const isThrough = (items: readonly { topic: string }[]): boolean =>
      items.some(({ topic }) => topic === 'other');
    await observer.seen.until(isThrough);
    const later = await observe(broker, '#');
    await later.seen.until(isThrough);

    expect(observer.textsOn('battery/charge')).toEqual(['{"charge":1}']);
    expect(later.textsOn('battery/charge')).toEqual([]);
    const [entry] = observer.textsOn(quarantineAdded.pattern);
    expect(JSON.parse(entry ?? '')).toMatchObject({
      service: 'broker',
      origin: 'mqtt:battery/charge',
      code: 'message.retained-command',
      preview: '{"charge":9}',
    });
    expect(logged.items.map(({ message }) => message)).toContain('refused a message');
  });

  it('takes nothing more from others before the end, confirms none of it, and still lets them hear', async () => {
    const broker = await start();
    const [device, own] = [await observe(broker, 'a'), await session(broker, 'own', true)];
    broker.takeOnlyFrom((id) => id === 'own');
    let isConfirmed = false;
    device.publish('a', 'lost').then(
      () => (isConfirmed = true),
      () => undefined, // closed at the end of the test
    );
    own.write(
      mqttPacket.generate({
        cmd: 'publish',
        topic: 'a',
        payload: 'heard',
        qos: 0,
        dup: false,
        retain: false,
      }),
    );
    await device.seen.until((items) => items.some(({ text }) => text === 'heard'));
    expect(device.textsOn('a')).toEqual(['heard']);
    expect(isConfirmed).toBe(false);
  });

  it('disconnects a client whose packet is too large, and serves the others', async () => {
    const broker = await start({ maxPacketBytes: 10_000 });
    const observer = await observe(broker, 'x');
    const socket = await session(broker, 'large', true);
    socket.write(Buffer.from([0x30, 0xff, 0xff, 0x7f]));
    await once(socket, 'close');
    await logged.until((lines) => lines.some(({ message }) => message === 'disconnected: packet too large'));
    await observer.publish('x', Buffer.alloc(9_000));
    await observer.seen.count(1);
  });

  it('takes no more connections than allowed', async () => {
    const broker = await start({ maxConnections: 1 });
    const observer = await observe(broker, 'x');
    const second = await dial(broker);
    await once(second, 'close');
    await observer.publish('x', '1');
    await observer.seen.count(1);
  });

  it('survives what is not MQTT', async () => {
    const broker = await start();
    const socket = await dial(broker);
    socket.write('GET / HTTP/1.1\r\n\r\n');
    await once(socket, 'close');
    const observer = await observe(broker, 'x');
    await observer.publish('x', '1');
    await observer.seen.count(1);
  });

  it('asks who may connect', async () => {
    const asked: unknown[] = [];
    const broker = await start({
      authenticate: (client) => {
        asked.push(client);
        if (client.username === 'broken') throw new Error('the directory is down');
        return client.username === 'ada' && client.password === 'lovelace';
      },
    });
    const connackOf = async (username: string, password: string): Promise<number | undefined> => {
      const socket = await dial(broker);
      const as = { protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 0 } as const;
      const login = { clientId: 'c', username, password: Buffer.from(password) };
      socket.write(mqttPacket.generate({ cmd: 'connect', ...as, ...login }));
      const [answer] = (await once(socket, 'data')) as [Buffer];
      return answer[3];
    };
    expect(await connackOf('ada', 'lovelace')).toBe(0);
    expect(await connackOf('ada', 'byron')).toBe(5);
    expect(await connackOf('broken', 'x')).toBe(5);
    expect(asked[0]).toEqual({ id: 'c', username: 'ada', password: 'lovelace', address: '127.0.0.1' });
  });

  it('bounds what it keeps for an absent client, and delivers that in order when it returns', async () => {
    const broker = await start({ maxQueuedMessages: 3 });
    const away = await session(broker, 'away');
    const subscriptions = [{ topic: 'x', qos: 1 as const }];
    away.write(mqttPacket.generate({ cmd: 'subscribe', messageId: 1, subscriptions }));
    await once(away, 'data');
    away.destroy();
    const observer = await observe(broker);
    for (const n of [1, 2, 3, 4, 5]) await observer.publish('x', String(n));
    await logged.until((lines) => lines.some(({ message }) => message.includes('reached its limit')));
    const seen = new Collected<string>();
    const parser = mqttPacket.parser({ protocolVersion: 4 });
    parser.on('packet', (packet) => packet.cmd === 'publish' && seen.add(packet.payload.toString()));
    const back = await dial(broker);
    back.on('data', (piece: Buffer) => parser.parse(piece));
    const as = {
      protocolId: 'MQTT',
      protocolVersion: 4,
      clientId: 'away',
      clean: false,
      keepalive: 0,
    } as const;
    back.write(mqttPacket.generate({ cmd: 'connect', ...as }));
    expect(await seen.count(3)).toEqual(['1', '2', '3']);
  });

  it('bounds what it retains', async () => {
    const broker = await start({ maxRetainedMessages: 4 }); // half of it for topics that are not ours
    const observer = await observe(broker);
    for (const topic of ['a', 'b', 'c']) await observer.publish(topic, '1', { retain: true });
    await observer.publish('a', '', { retain: true }); // makes room
    await observer.publish('d', '1', { retain: true });
    const later = await observe(broker, '+');
    await later.seen.count(2);
    expect(later.seen.items.map(({ topic }) => topic).sort()).toEqual(['b', 'd']);
  });

  it('ends every connection when it closes', async () => {
    const broker = await start();
    const [idle, used] = [await dial(broker), await session(broker, 'used')];
    const ended = Promise.all([once(idle, 'close'), once(used, 'close')]);
    await broker.close();
    await ended;
    await broker.close();
  });
});

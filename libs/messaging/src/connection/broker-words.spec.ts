import 'reflect-metadata';
import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import mqttPacket from 'mqtt-packet';
import { EmbeddedBroker } from '../broker/index.js';
import { createDoor } from '../create-door.js';
import type { BrokerAddress, Door, DoorOptions } from '../door.js';
import { handlersOf } from '../handlers.js';
import { messagingLimits } from '../limits.js';
import { note } from '../suite/contracts.js';
import { Collected, isMosquittoOnPath, type LogLine, startMosquitto } from '../suite/index.js';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const limits = messagingLimits.parse({
  reconnectMinMs: 5,
  reconnectMaxMs: 10,
  connectTimeoutMs: 1_000,
  instanceAnswerMs: 100,
});

@Controller()
class Notes {
  @(handlersOf('historian').OnBatch(note, { isPersistent: true }))
  async take(): Promise<void> {
    await Promise.resolve();
  }
}

@Module({ controllers: [Notes] })
class NotesModule {}

const open = (broker: BrokerAddress, changes: Partial<DoorOptions> = {}) => {
  const logged = new Collected<LogLine>();
  const add = (context: object, message: string): void => logged.add({ context: { ...context }, message });
  const door = createDoor({
    service: 'historian',
    broker,
    limits,
    log: { info: add, warn: add, error: add },
    ...changes,
  });
  closing.push(() => door.close());
  return { door, logged };
};

/** With a batch session beside the door's own connection. */
const serve = async (door: Door): Promise<void> => {
  const app = await NestFactory.createMicroservice(NotesModule, { strategy: door.strategy, logger: false });
  closing.push(() => app.close());
  await app.listen();
};

const reasonsOf = (logged: Collected<LogLine>): unknown[] =>
  logged.items.map(({ context }) => context['reason']).filter((reason) => reason !== undefined);

const problemOf = async ({ door, logged }: ReturnType<typeof open>): Promise<string | undefined> => {
  await logged.until((lines) => lines.some(({ context }) => context['reason'] !== undefined));
  return door.problem();
};

const embedded = async (authenticate: () => boolean): Promise<EmbeddedBroker> => {
  const broker = await EmbeddedBroker.listen({ host: '127.0.0.1', port: 0, authenticate });
  closing.push(() => broker.close());
  return broker;
};

/** A broker of a few lines, for what ours never do. */
const fakeBroker = async (
  answer: (packet: mqttPacket.Packet, socket: Socket) => void,
): Promise<BrokerAddress> => {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    const parser = mqttPacket.parser({ protocolVersion: 4 });
    parser.on('packet', (packet) => answer(packet, socket));
    socket.on('data', (piece: Buffer) => void parser.parse(piece));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { host: '127.0.0.1', port: (server.address() as { port: number }).port };
};

const wrong = { username: 'historian', password: 'guess' };
const refusedWords =
  "the broker refuses the user name or password of 'historian': check MQTT_USERNAME and MQTT_PASSWORD (or MQTT_PASSWORD_FILE)";

describe('a door says why it is not connected', () => {
  it('when the password is wrong, once, on both kinds of connection, and gets in when it is right', async () => {
    let isRight = false;
    let attempts = 0;
    const broker = await embedded(() => {
      attempts += 1;
      return isRight;
    });
    const opened = open({ ...broker, ...wrong });
    expect(await problemOf(opened)).toContain(refusedWords);
    await serve(opened.door);
    expect(attempts).toBeGreaterThan(10);
    expect(reasonsOf(opened.logged)).toEqual([refusedWords, refusedWords]); // the connection and the batch session
    isRight = true;
    await opened.door.whenReady();
    expect(opened.door.problem()).toBeUndefined();
  });

  it('when no password is set', async () => {
    expect(await problemOf(open(await embedded(() => false)))).toContain(
      'set MQTT_USERNAME and MQTT_PASSWORD',
    );
  });

  it('when the name is unknown', async () => {
    expect(await problemOf(open({ host: 'nowhere.invalid', port: 1883 }))).toMatch(
      /the broker's name nowhere\.invalid cannot be resolved.*check MQTT_BROKER_HOST/,
    );
  });

  it('when nothing listens', async () => {
    const broker = await embedded(() => true);
    const { host, port } = broker;
    await broker.close();
    expect(await problemOf(open({ host, port }))).toContain(
      `connection refused, nothing listens at ${host}:${port}`,
    );
  });

  it('when nothing answers', async () => {
    const broker = await fakeBroker(() => undefined);
    expect(await problemOf(open(broker))).toContain(`no answer from 127.0.0.1:${broker.port}`);
  });

  it('when a subscription is refused', async () => {
    const broker = await fakeBroker((packet, socket) => {
      if (packet.cmd === 'connect')
        socket.write(mqttPacket.generate({ cmd: 'connack', returnCode: 0, sessionPresent: false }));
      if (packet.cmd !== 'subscribe') return;
      const granted = packet.subscriptions.map(({ topic }) =>
        topic === 'kw/v1/services/+/status' ? 128 : 1,
      );
      socket.write(mqttPacket.generate({ cmd: 'suback', messageId: packet.messageId ?? 1, granted }));
    });
    const opened = open({ ...broker, ...wrong });
    await problemOf(opened);
    const words =
      "the broker refuses the subscription to kw/v1/services/+/status: check its access list for 'historian'";
    expect(reasonsOf(opened.logged)).toEqual([words]);
    expect(opened.door.problem()).toContain(words);
  });
});

const secured = async (acl: readonly string[]) => {
  const folder = await mkdtemp(join(tmpdir(), 'kilowatch-words-'));
  closing.push(() => rm(folder, { recursive: true }));
  const salt = randomBytes(12);
  const hash = pbkdf2Sync('right', salt, 101, 64, 'sha512').toString('base64');
  await writeFile(join(folder, 'passwords'), `historian:$7$101$${salt.toString('base64')}$${hash}\n`, {
    mode: 0o700,
  });
  await writeFile(join(folder, 'acl'), ['user historian', ...acl, ''].join('\n'), { mode: 0o700 });
  const broker = await startMosquitto({
    // As root it would become a user who may not read these files.
    lines: [
      ...(process.getuid?.() === 0 ? ['user root'] : []),
      'allow_anonymous false',
      `password_file ${folder}/passwords`,
      `acl_file ${folder}/acl`,
    ],
  });
  closing.push(() => broker.close());
  return broker;
};

(isMosquittoOnPath() ? describe : describe.skip)('over Mosquitto', () => {
  const right = { username: 'historian', password: 'right' };

  it('a wrong password is named', async () => {
    const broker = await secured(['topic readwrite #']);
    expect(await problemOf(open({ ...broker, ...wrong }))).toContain(refusedWords);
    const { door } = open({ ...broker, ...right });
    await door.whenReady();
  });

  it('an access list that lets nothing through is suspected: MQTT 3.1.1 does not tell', async () => {
    const broker = await secured(['topic read kw/v1/inbox/#']);
    const { door, logged } = open({ ...broker, ...right }, { isFenced: true });
    await logged.until((lines) => lines.some(({ message }) => message.includes('access list')));
    expect(door.problem()).toBe(
      "The broker does not hand back what 'historian' publishes on kw/v1/services/historian/instance: check its access list",
    );
  });
});

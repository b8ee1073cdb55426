import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import mqttPacket, { type Packet, type Parser } from 'mqtt-packet';

export interface BrokerLoad {
  readonly port: number;
  readonly messages: number;
  /** Unacknowledged at any time. */
  readonly inFlight: number;
}

export interface LoadFigures {
  readonly perSecond: number;
  /** From a publish to its acknowledgement. */
  readonly medianMs: number;
  readonly p99Ms: number;
}

interface Link {
  readonly socket: Socket;
  readonly parser: Parser;
}

const publishedTo = 'batteries/+/state';
const payload = Buffer.from(
  JSON.stringify({ at: '2026-01-01T00:00:00.000Z', socPct: 42.5, activePowerW: 1_500, voltageV: 230.1 }),
);

async function link(port: number, clientId: string, clean: boolean): Promise<Link> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const parser = mqttPacket.parser({ protocolVersion: 4 });
  socket.on('data', (piece: Buffer) => parser.parse(piece));
  const as = { cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, keepalive: 0 } as const;
  socket.write(mqttPacket.generate({ ...as, clientId, clean }));
  await once(parser, 'packet');
  return { socket, parser };
}

/** Acknowledges, in one write a turn, what a persistent session of ours gets. Resolves when it was so many messages. */
async function consume(port: number, messages: number): Promise<() => Promise<void>> {
  const { socket, parser } = await link(port, 'own-consumer', false);
  const subscriptions = [{ topic: publishedTo, qos: 1 as const }];
  socket.write(mqttPacket.generate({ cmd: 'subscribe', messageId: 1, subscriptions }));
  await once(parser, 'packet');
  const all = Promise.withResolvers<void>();
  let acknowledgements: Buffer[] = [];
  let count = 0;
  const write = (): void => {
    socket.write(Buffer.concat(acknowledgements));
    acknowledgements = [];
  };
  parser.on('packet', (packet: Packet) => {
    if (packet.cmd !== 'publish') return;
    if (acknowledgements.length === 0) setImmediate(write);
    acknowledgements.push(mqttPacket.generate({ cmd: 'puback', messageId: packet.messageId ?? 0 }));
    if (++count === messages) all.resolve();
  });
  return () => all.promise;
}

/** Publishes with QoS 1 as one device that keeps so many in flight. */
async function publish({ port, messages, inFlight }: BrokerLoad): Promise<number[]> {
  const { socket, parser } = await link(port, 'device', true);
  const all = Promise.withResolvers<void>();
  const free = Array.from({ length: inFlight }, (_, i) => i + 1);
  const sentAtMs = new Map<number, number>();
  const tookMs: number[] = [];
  let sent = 0;
  const send = (): void => {
    const packets: Buffer[] = [];
    for (let id = free.pop(); id !== undefined && sent < messages; id = free.pop()) {
      const topic = `batteries/b${sent++ % 100}/state`;
      sentAtMs.set(id, performance.now());
      const packet = {
        cmd: 'publish',
        topic,
        payload,
        qos: 1,
        messageId: id,
        dup: false,
        retain: false,
      } as const;
      packets.push(mqttPacket.generate(packet));
    }
    socket.write(Buffer.concat(packets));
  };
  parser.on('packet', ({ cmd, messageId = 0 }: Packet) => {
    if (cmd !== 'puback') return;
    tookMs.push(performance.now() - (sentAtMs.get(messageId) ?? 0));
    if (free.length === 0) setImmediate(send);
    free.push(messageId);
    if (tookMs.length === messages) all.resolve();
  });
  send();
  await all.promise;
  return tookMs.sort((a, b) => a - b);
}

/** A device and a consumer on one thread; ends when every message was acknowledged on both sides: nothing is lost. */
export async function loadBroker(load: BrokerLoad): Promise<LoadFigures> {
  const consumed = await consume(load.port, load.messages);
  const startMs = performance.now();
  const tookMs = await publish(load);
  await consumed();
  const seconds = (performance.now() - startMs) / 1_000;
  const at = (share: number): number => tookMs[Math.floor((tookMs.length - 1) * share)] ?? 0;
  return { perSecond: load.messages / seconds, medianMs: at(0.5), p99Ms: at(0.99) };
}

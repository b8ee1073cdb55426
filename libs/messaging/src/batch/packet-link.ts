import { connect, type Socket } from 'node:net';
import mqttPacket, { type IConnectPacket, type Packet } from 'mqtt-packet';
import { brokerErrorInWords, refusalInWords } from '../connection/broker-words.js';
import type { BrokerAddress } from '../door.js';
import { type ArrivedPublish, PacketReader } from './packet-reader.js';

export interface PacketLinkOptions {
  readonly broker: BrokerAddress;
  readonly clientId: string;
  readonly isPersistent: boolean;
  readonly connectTimeoutMs: number;
  readonly keepaliveS: number;
}

export interface PacketLinkListener {
  /** The broker accepted the connection. */
  onAccepted(): void;
  onPublish(packet: ArrivedPublish): void;
  /** The answer to the one SUBSCRIBE of a link: the granted QoS per filter, 128 = refused. */
  onSubscribed(granted: readonly number[]): void;
  /** Everything of one piece of the stream has been handed over. */
  onPieceEnd(): void;
  onClosed(reason: string): void;
}

const subscribeId = 1;
/** For the broker to end its side of the stream after DISCONNECT. */
const endMs = 1_000;
/** In keep-alives: MQTT's own measure of when a peer is gone. */
const silence = 1.5;

/** One MQTT 3.1.1 connection without any memory: packets in, acknowledgements out. */
export class PacketLink {
  private readonly socket: Socket;
  private readonly reader: PacketReader;
  private readonly connectTimer: NodeJS.Timeout;
  private pinger: NodeJS.Timeout | undefined;
  private lastReadMs = performance.now();
  private isOver = false;
  /** Who waits for the answers to pings, which come in their order. */
  private readonly pinged: (() => void)[] = [];

  constructor(
    private readonly options: PacketLinkOptions,
    private readonly listener: PacketLinkListener,
  ) {
    const { host, port } = options.broker;
    this.socket = connect({ host, port, noDelay: true });
    this.socket.on('connect', () => this.write(connectPacket(options)));
    this.socket.on('data', (piece: Buffer) => this.read(piece));
    this.socket.on('error', (error) => this.close(brokerErrorInWords(error, options.broker)));
    this.socket.on('close', () => this.close('the connection was closed'));
    this.reader = new PacketReader({
      onPublish: (packet) => this.isOver || listener.onPublish(packet),
      onConnack: (returnCode) => this.accept(returnCode),
      onSuback: (granted) => this.granted(granted),
      onPong: () => this.pinged.shift()?.(),
    });
    const { connectTimeoutMs } = options;
    this.connectTimer = setTimeout(
      () => this.close(`no answer from ${host}:${port} within ${connectTimeoutMs} ms`),
      connectTimeoutMs,
    );
  }

  get isReading(): boolean {
    return !this.socket.isPaused();
  }

  subscribe(filters: readonly string[]): void {
    const subscriptions = filters.map((topic) => ({ topic, qos: 1 as const }));
    this.write({ cmd: 'subscribe', messageId: subscribeId, subscriptions });
  }

  /** Acknowledges QoS 1 messages in one write. */
  acknowledge(messageIds: readonly number[]): void {
    if (this.isOver || messageIds.length === 0) return;
    const bytes = Buffer.allocUnsafe(messageIds.length * 4);
    for (const [i, id] of messageIds.entries()) bytes.writeUInt32BE((0x40020000 | id) >>> 0, i * 4); // PUBACK, length 2
    this.socket.write(bytes);
  }

  /**
   * Resolves when everything is handed over that the broker had sent when it heard of this call, or the connection is over. (A broker
   * answers in order [MQTT-4.6.0], and sends at once what its window has room for.)
   */
  roundTrip(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (this.isOver) resolve();
    else this.sendPing(resolve);
    return promise;
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.lastReadMs = performance.now(); // the broker has not been silent, we have not been listening
    this.socket.resume();
  }

  /** Says DISCONNECT; a persistent session stays with the broker. */
  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.clearTimers();
    this.socket.end(mqttPacket.generate({ cmd: 'disconnect' }));
    const { socket } = this;
    setTimeout(() => socket.destroy(), endMs).unref();
    socket.resume(); // to see the end of the stream
  }

  /** Gives up the connection without a word. */
  close(reason: string): void {
    if (this.isOver) return;
    this.isOver = true;
    this.clearTimers();
    this.socket.destroy();
    this.listener.onClosed(reason);
  }

  private clearTimers(): void {
    clearTimeout(this.connectTimer);
    clearInterval(this.pinger);
    for (const wake of this.pinged.splice(0)) wake();
  }

  private read(piece: Buffer): void {
    if (this.isOver) return;
    this.lastReadMs = performance.now();
    try {
      this.reader.read(piece);
    } catch (error) {
      this.close(`the broker sent no MQTT: ${(error as Error).message}`);
    }
    if (!this.isOver) this.listener.onPieceEnd();
  }

  private granted(granted: readonly number[]): void {
    if (this.isOver) return;
    clearTimeout(this.connectTimer);
    this.listener.onSubscribed(granted);
  }

  private accept(returnCode: number): void {
    if (this.isOver) return;
    if (returnCode !== 0) return this.close(refusalInWords(returnCode, this.options.broker));
    this.pinger = setInterval(() => this.ping(), (this.options.keepaliveS * 1_000) / 2);
    this.listener.onAccepted();
  }

  private ping(): void {
    const silentMs = performance.now() - this.lastReadMs;
    if (this.isReading && silentMs > this.options.keepaliveS * 1_000 * silence)
      this.close('the broker fell silent');
    else this.sendPing(() => undefined);
  }

  private sendPing(onPong: () => void): void {
    this.pinged.push(onPong);
    this.write({ cmd: 'pingreq' });
  }

  private write(packet: Packet): void {
    if (!this.isOver) this.socket.write(mqttPacket.generate(packet));
  }
}

const connectPacket = ({
  broker,
  clientId,
  isPersistent,
  keepaliveS,
}: PacketLinkOptions): IConnectPacket => ({
  cmd: 'connect',
  protocolId: 'MQTT',
  protocolVersion: 4,
  clientId,
  clean: !isPersistent,
  keepalive: keepaliveS,
  ...(broker.username === undefined ? {} : { username: broker.username }),
  ...(broker.password === undefined ? {} : { password: Buffer.from(broker.password) }),
});

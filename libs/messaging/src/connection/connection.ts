import { connect, type Socket } from 'node:net';
import { type IPublishPacket, MqttClient } from 'mqtt';
import mqttPacket from 'mqtt-packet';
import type { BrokerAddress, DoorLog } from '../door.js';
import type { MessagingLimits } from '../limits.js';
import { type Gate, openGate } from '../fencing/gate.js';
import { within } from '../within.js';
import { backOffMs } from './back-off.js';
import { type BrokerError, brokerErrorInWords, refusedSubscriptionInWords } from './broker-words.js';
import { mqttOptionsOf } from './mqtt-options.js';
import { resetSocket } from './reset-socket.js';
import { SaidOnce } from './said-once.js';

export interface Will {
  readonly topic: string;
  readonly payload: string;
}

export interface ConnectionOptions {
  readonly clientId: string;
  readonly broker: BrokerAddress;
  readonly limits: MessagingLimits;
  readonly will?: Will;
  readonly log: DoorLog;
  /** Asked before each attempt. */
  readonly gate?: Gate;
}

export interface ConnectionListener {
  /** Connected; nothing is subscribed yet. */
  onUp(): void;
  /** Lost. Nothing that was handed to `send` before will ever be sent after this. */
  onDown(reason: string): void;
  onMessage(topic: string, payload: Buffer, packet: IPublishPacket): void;
}

/**
 * The MQTT.js connection of one door, reopened with back-off for as long as the door is open.
 *
 * Every attempt gets a fresh MQTT.js client with fresh stores: MQTT.js would keep unconfirmed messages and deliver them
 * after a reconnect, long after their sender was told that they failed.
 */
export class Connection {
  private mqtt: MqttClient | undefined;
  private socket: Socket | undefined;
  private timer: NodeJS.Timeout | undefined;
  private attempt = 0;
  private connections = 0;
  private upSinceMs = 0;
  private isClosed = false;
  private lastError = 'not connected yet';
  private isConnected = false;
  private isAtGate = false;
  private isNews = true;
  private readonly said = new SaidOnce();

  constructor(
    private readonly options: ConnectionOptions,
    private readonly listener: ConnectionListener,
  ) {}

  get isUp(): boolean {
    return this.isConnected;
  }

  /** Undefined while connected. */
  get problem(): string | undefined {
    if (this.isConnected) return undefined;
    const { host, port } = this.options.broker;
    return `Not connected to the MQTT broker at ${host}:${port}: ${this.lastError}`;
  }

  /** How often a lost connection was opened again. */
  get reconnects(): number {
    return Math.max(0, this.connections - 1);
  }

  /** Bytes that the socket has not taken yet. */
  get backlogBytes(): number {
    return this.socket?.writableLength ?? 0;
  }

  /** Connects as soon as the gate lets it, and again whenever the connection is lost. */
  open(): void {
    if (this.isClosed || this.isAtGate) return;
    this.isAtGate = true;
    (this.options.gate ?? openGate).pass(() => {
      this.isAtGate = false;
      this.connect();
    });
  }

  private connect(): void {
    if (this.isClosed || this.mqtt) return;
    const mqtt = new MqttClient(() => this.dial(), mqttOptionsOf(this.options));
    this.mqtt = mqtt;
    // Once discarded it has nothing to tell us any more.
    const isCurrent = (): boolean => this.mqtt === mqtt;
    mqtt.on('connect', () => isCurrent() && this.up());
    mqtt.on(
      'message',
      (topic, payload, packet) => isCurrent() && this.listener.onMessage(topic, payload, packet),
    );
    // Not every error closes the stream: one that does not (a broken packet) must not leave us on a dead connection.
    mqtt.on(
      'error',
      (error: BrokerError) => isCurrent() && this.drop(brokerErrorInWords(error, this.options.broker)),
    );
    mqtt.on(
      'close',
      () =>
        isCurrent() &&
        this.down(
          this.isConnected
            ? 'the connection was closed'
            : 'the broker closed the connection without an answer',
        ),
    );
  }

  /** `done` is called when the broker has confirmed (QoS 1) or the socket has taken (QoS 0) the message. */
  send(topic: string, payload: string, qos: 0 | 1, retain: boolean, done: () => void): void {
    this.mqtt?.publish(topic, payload, { qos, retain }, (error) => {
      if (!error) done();
    });
  }

  /** Resolves when the broker has granted every filter; rejects, in words, when it refuses some. Pending forever if the link falls. */
  subscribe(filters: Readonly<Record<string, 0 | 1>>): Promise<void> {
    const map = Object.fromEntries(Object.entries(filters).map(([filter, qos]) => [filter, { qos }]));
    return new Promise((resolve, reject) => {
      this.mqtt?.subscribe(map, (error, _, packet) => {
        const granted = (packet as { granted?: readonly number[] } | undefined)?.granted ?? [];
        const refused = Object.keys(map).filter((_filter, i) => (granted[i] ?? 0) >= 0x80);
        if (refused.length > 0) reject(new Error(refusedSubscriptionInWords(refused, this.options.broker)));
        else if (error) reject(error);
        else resolve();
      });
    });
  }

  unsubscribe(filters: readonly string[]): Promise<void> {
    if (!this.isConnected || filters.length === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.mqtt?.unsubscribe([...filters], () => resolve());
    });
  }

  /**
   * Gives up this connection and opens another. The socket is reset, not closed: a close would leave what is in its
   * buffers to be delivered whenever the network heals.
   */
  drop(reason: string): void {
    this.down(reason);
  }

  /** Says DISCONNECT, so that the broker keeps the last will to itself, and waits at the gate. */
  rest(reason: string): void {
    if (!this.mqtt) return;
    // Not with MQTT.js, which would first wait for whatever is unconfirmed.
    this.socket?.end(mqttPacket.generate({ cmd: 'disconnect' }));
    this.socket = undefined; // ended in good order, not reset
    this.down(reason);
  }

  /** Says DISCONNECT, so that the broker keeps the last will to itself, and stays closed. */
  async close(withinMs: number): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    const { mqtt } = this;
    if (!mqtt) return;
    if (this.isConnected) await within(disconnected(mqtt), withinMs);
    this.down('closed');
  }

  private dial(): Socket {
    const { host, port } = this.options.broker;
    // Without it every round trip waits for the delayed acknowledgement of the peer: 44 ms.
    this.socket = connect({ host, port, noDelay: true });
    return this.socket;
  }

  private up(): void {
    this.isConnected = true;
    this.upSinceMs = performance.now();
    this.connections += 1;
    const { host, port } = this.options.broker;
    if (this.isNews) this.options.log.info({ host, port }, 'connected to the MQTT broker');
    this.isNews = false;
    this.listener.onUp();
  }

  private down(reason: string): void {
    const { mqtt, socket, isConnected } = this;
    if (!mqtt) return;
    // A broker that takes us and throws us out again at once is not back.
    if (isConnected && performance.now() - this.upSinceMs > this.options.limits.reconnectMaxMs) {
      this.attempt = 0;
      this.said.forget();
    }
    this.mqtt = undefined;
    this.socket = undefined;
    this.isConnected = false;
    this.lastError = reason;
    discard(mqtt, socket);
    this.scheduleReopening(reason);
    if (isConnected) this.listener.onDown(reason);
  }

  private scheduleReopening(reason: string): void {
    if (this.isClosed) return;
    const { host, port } = this.options.broker;
    const delayMs = backOffMs(this.options.limits, this.attempt);
    if (this.said.isNew(reason)) {
      this.isNews = true;
      this.options.log.warn(
        { host, port, reason, delayMs },
        'no connection to the MQTT broker; trying again',
      );
    }
    this.attempt += 1;
    this.timer = setTimeout(() => this.open(), delayMs);
  }
}

const discard = (mqtt: MqttClient, socket: Socket | undefined): void => {
  if (socket && !socket.destroyed && !socket.connecting) resetSocket(socket);
  mqtt.end(true);
};

const disconnected = (mqtt: MqttClient): Promise<void> =>
  new Promise((resolve) => {
    mqtt.end(false, () => resolve());
  });

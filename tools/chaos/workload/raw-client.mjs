import { connect } from 'node:net';
import { generate, parser as createParser } from 'mqtt-packet';

const reconnectMs = 100;
const connackMs = 5_000;
const mostUnderWay = 200;
const highestId = 65_535;

/**
 * An MQTT client as small as can be, so that it is known what each message became: publishes with QoS 1, in order; what has no
 * PUBACK is sent again at the next connection, before anything new, marked DUP. It comes back by itself.
 */
export class RawClient {
  #socket;
  #isConnected = false;
  #isClosed = false;
  #nextId = 1;
  #queue = [];
  #underWay = new Map();
  #firstConnection;

  /** `onMessage(payload)` hears `filter`; `onConnected` follows its SUBACK; `forgets` what was under way when the connection broke. */
  static async connect(options) {
    const client = new RawClient(options);
    await new Promise((resolve, reject) => {
      client.#firstConnection = { resolve, reject };
      client.#open();
    });
    return client;
  }

  constructor({ mqtt, clientId, filter, onMessage, onConnected, onLost, forgets = false }) {
    Object.assign(this, { mqtt, clientId, filter, onMessage, onConnected, onLost, forgets });
  }

  /** `onAcknowledged` is called at its PUBACK. */
  publish(topic, payload, onAcknowledged = () => undefined) {
    this.#queue.push({ topic, payload, onAcknowledged });
    this.#sendMore();
  }

  /** Published and without PUBACK. */
  get open() {
    return this.#queue.length + this.#underWay.size;
  }

  close() {
    this.#isClosed = true;
    this.#socket?.destroy();
  }

  #open() {
    const { port, username, password } = this.mqtt;
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const parser = createParser({ protocolVersion: 4 });
    const timer = setTimeout(() => socket.destroy(), connackMs);
    this.#socket = socket;
    parser.on('packet', (packet) => {
      clearTimeout(timer);
      this.#take(packet);
    });
    socket.on('connect', () =>
      this.#write({
        ...{ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 0 },
        ...{ clientId: this.clientId, username, password },
      }),
    );
    socket.on('data', (piece) => parser.parse(piece));
    socket.on('error', () => undefined); // closes as well
    socket.on('close', () => {
      clearTimeout(timer);
      this.#lost();
    });
  }

  #write(packet) {
    if (this.#socket.writable) this.#socket.write(generate(packet));
  }

  #take({ cmd, returnCode, messageId, payload, qos }) {
    if (cmd === 'connack' && returnCode !== 0) this.#refused(returnCode);
    else if (cmd === 'connack' && this.filter) this.#subscribe();
    else if (cmd === 'connack' || cmd === 'suback') this.#connected();
    else if (cmd === 'puback') this.#acknowledged(messageId);
    else if (cmd === 'publish') {
      if (qos === 1) this.#write({ cmd: 'puback', messageId });
      this.onMessage(payload);
    }
  }

  #refused(returnCode) {
    this.#firstConnection?.reject(new Error(`the broker refuses ${this.clientId} with code ${returnCode}`));
    this.#socket.destroy();
  }

  #subscribe() {
    const messageId = highestId; // never given to a message
    this.#write({ cmd: 'subscribe', messageId, subscriptions: [{ topic: this.filter, qos: 1 }] });
  }

  #connected() {
    this.#isConnected = true;
    for (const [messageId, message] of this.#underWay) this.#send(messageId, message, true);
    this.#firstConnection?.resolve();
    this.#firstConnection = undefined;
    this.onConnected?.();
    this.#sendMore();
  }

  #lost() {
    this.#isConnected = false;
    this.onLost?.();
    if (this.forgets) {
      this.#queue = [];
      this.#underWay.clear();
    }
    if (!this.#isClosed) setTimeout(() => this.#isClosed || this.#open(), reconnectMs);
  }

  #sendMore() {
    while (this.#isConnected && this.#queue.length > 0 && this.#underWay.size < mostUnderWay) {
      const message = this.#queue.shift();
      const messageId = this.#freeId();
      this.#underWay.set(messageId, message);
      this.#send(messageId, message, false);
    }
  }

  #freeId() {
    do this.#nextId = (this.#nextId % (highestId - 1)) + 1;
    while (this.#underWay.has(this.#nextId));
    return this.#nextId;
  }

  #send(messageId, { topic, payload }, dup) {
    this.#write({ cmd: 'publish', topic, payload, qos: 1, messageId, dup, retain: false });
  }

  #acknowledged(messageId) {
    const message = this.#underWay.get(messageId);
    if (!this.#underWay.delete(messageId)) return;
    message.onAcknowledged();
    this.#sendMore();
  }
}

import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { duplicateOf, Frames, messageIdOf, puback, publish, qosOf, typeOf } from './mqtt-frames.mjs';

const share = 0.05;
const longestHoldMs = 30;
const muteMs = 150;

/**
 * Between MQTT clients and a broker: delivers some messages (QoS 1) twice, some late, and now and then loses acknowledgements
 * and then the connection, so that the sender sends again. `sender` says whose messages: those of the `client` or of the `broker`.
 */
export class Meddler {
  isMeddling = false;
  repeated = 0;
  delayed = 0;
  cut = 0;
  #pairs = new Set();

  static async before(target, { sender, random }) {
    const meddler = new Meddler(target, { sender, random });
    meddler.server.listen(0, '127.0.0.1');
    await once(meddler.server, 'listening');
    meddler.port = meddler.server.address().port;
    return meddler;
  }

  constructor(target, { sender, random }) {
    Object.assign(this, { target, sender, random });
    this.server = createServer({ noDelay: true }, (client) => this.#accept(client));
  }

  /** Acknowledgements are lost for a moment, then every connection is. */
  cutAll() {
    for (const pair of this.#pairs) pair.isMute = true;
    setTimeout(() => {
      this.cut += this.#pairs.size;
      for (const pair of this.#pairs) pair.destroy();
    }, muteMs);
  }

  async close() {
    for (const pair of this.#pairs) pair.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  #accept(client) {
    const broker = connect({ port: this.target, host: '127.0.0.1', noDelay: true });
    const [from, to] = this.sender === 'client' ? [client, broker] : [broker, client];
    const pair = { isMute: false, repeated: new Set() };
    pair.destroy = () => {
      client.destroy();
      broker.destroy();
      this.#pairs.delete(pair);
    };
    this.#pairs.add(pair);
    for (const socket of [client, broker]) socket.on('error', pair.destroy).on('close', pair.destroy);
    this.#join(from, to, (frame) => this.#deliver(frame, pair, to));
    this.#join(to, from, (frame) => this.#acknowledge(frame, pair, from));
  }

  #join(from, to, pass) {
    const frames = new Frames();
    from.on('data', (piece) => frames.take(piece).forEach(pass));
    from.on('end', () => to.end());
  }

  #deliver(frame, pair, to) {
    const isMeddledWith = this.isMeddling && typeOf(frame) === publish && qosOf(frame) === 1;
    const chance = isMeddledWith ? this.random.next() : 1;
    if (chance < share) {
      this.delayed += 1;
      setTimeout(() => to.writable && to.write(frame), this.random.next() * longestHoldMs);
    } else {
      to.write(frame);
      if (chance < 2 * share) this.#repeat(frame, pair, to);
    }
  }

  #repeat(frame, pair, to) {
    this.repeated += 1;
    pair.repeated.add(messageIdOf(frame));
    to.write(duplicateOf(frame));
  }

  // Of two acknowledgements of one message the second is not for the sender: it has given the number to another message by then.
  #acknowledge(frame, pair, from) {
    if (typeOf(frame) === puback) {
      if (pair.isMute || pair.repeated.delete(messageIdOf(frame))) return;
    }
    if (from.writable) from.write(frame);
  }
}

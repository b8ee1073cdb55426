import { randomUUID } from 'node:crypto';
import { RawClient } from '../workload/raw-client.mjs';

const answerMs = 10_000;
const perPage = 500;
const code = /(?<![\d.])\d{8}(?![\d.])/;

/** Asks the historian by message, as control-api does: the originals have no route of their own. */
class Asker {
  #waiting = new Map();

  static async connect(mqtt) {
    const clientId = `chaos-reader-${randomUUID()}`;
    const asker = new Asker(`kw/v1/inbox/${clientId}`);
    const onMessage = (payload) => asker.#answered(JSON.parse(payload));
    asker.client = await RawClient.connect({ mqtt, clientId, filter: asker.replyTo, onMessage });
    return asker;
  }

  constructor(replyTo) {
    this.replyTo = replyTo;
  }

  ask(topic, body) {
    const correlation = randomUUID();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${topic} is not answered`)), answerMs);
      this.#waiting.set(correlation, { resolve, reject, timer });
      const deadlineAtMs = Date.now() + answerMs;
      this.client.publish(topic, JSON.stringify({ replyTo: this.replyTo, correlation, deadlineAtMs, body }));
    });
  }

  close() {
    this.client.close();
  }

  #answered({ correlation, ok, body, fault }) {
    const { resolve, reject, timer } = this.#waiting.get(correlation);
    this.#waiting.delete(correlation);
    clearTimeout(timer);
    if (ok) resolve(body);
    else reject(new Error(fault.error));
  }
}

async function codesOf(asker, device) {
  const counts = new Map();
  const span = { fromMs: 0, toMs: Date.now() + 86_400_000 }; // a wrong clock may have received them
  for (let cursor; ;) {
    const page = await asker.ask('kw/v1/history/messages', { device, ...span, limit: perPage, cursor });
    for (const { body } of page.messages) {
      const [found] = code.exec(body) ?? [];
      counts.set(Number(found), (counts.get(Number(found)) ?? 0) + 1);
    }
    cursor = page.next;
    if (cursor === undefined) return counts;
  }
}

/**
 * The accepted originals are kept beside the points: which of the stored messages have none, and how many are there more than
 * once. The latter is no fault: QoS 1 is at least once, and originals are never merged.
 */
export async function checkOriginals(mqtt, recorder, stored) {
  const expected = new Set(stored.map(({ record, seq }) => record.codeOf(seq)));
  const asker = await Asker.connect(mqtt);
  try {
    const missing = [];
    let repeated = 0;
    for (const record of recorder.records) {
      const counts = await codesOf(asker, record.device);
      for (let seq = 1; seq <= record.sent; seq += 1) {
        const count = counts.get(record.codeOf(seq)) ?? 0;
        if (count === 0 && expected.has(record.codeOf(seq))) missing.push({ record, seq });
        if (count > 1) repeated += 1;
      }
    }
    return { missing, repeated };
  } finally {
    asker.close();
  }
}

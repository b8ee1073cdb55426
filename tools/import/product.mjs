import { setTimeout as after } from 'node:timers/promises';
import { URLSearchParams } from 'node:url';

const patienceMs = 60_000;
const firstPauseMs = 200;
const longestPauseMs = 5_000;
const answerWithinMs = 120_000;

/** The product that is imported into. Asking again is harmless: nothing is stored twice. */
export class Product {
  constructor({ url, key, dryRun }) {
    this.url = url.replace(/\/$/, '');
    this.headers = key ? { 'X-API-Key': key } : {};
    this.query = dryRun ? { dryRun: 'true' } : {};
  }

  /** What became of the lines. Throws a sentence. */
  originals(from, lines) {
    return this.#post('/api/v1/import/originals', { from }, 'application/x-ndjson', lines.join('\n'));
  }

  /** A CSV of the history, whole. */
  history(body) {
    return this.#post('/api/v1/history/import', {}, 'text/csv', body);
  }

  async #post(path, query, type, body) {
    const url = `${this.url}${path}?${new URLSearchParams({ ...query, ...this.query })}`;
    const headers = { ...this.headers, 'Content-Type': type };
    const endMs = performance.now() + patienceMs;
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const answer = await asked(url, { method: 'POST', headers, body });
      if (answer.status === 200) return answer.body;
      const isPassing = answer.status === undefined || answer.status === 429 || answer.status >= 500;
      if (!isPassing || performance.now() > endMs) throw new Error(`${this.url} says: ${answer.words}`);
      await after(pauseMs);
    }
  }
}

async function asked(url, init) {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(answerWithinMs) });
    const text = await response.text();
    if (response.status === 200) return { status: 200, body: JSON.parse(text) };
    return { status: response.status, words: wordsIn(text) ?? `status ${response.status}` };
  } catch (error) {
    return { status: undefined, words: error.cause?.message || error.message };
  }
}

function wordsIn(text) {
  try {
    return JSON.parse(text).error;
  } catch {
    return undefined;
  }
}

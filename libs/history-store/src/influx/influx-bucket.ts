import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import {
  chunksToLines,
  type FluxTableMetaData,
  InfluxDB,
  linesToTables,
  type ParameterizedQuery,
  RequestTimedOutError,
} from '@influxdata/influxdb-client';
import { Fault } from '@kilowatch/contracts';
import type { InfluxLimits } from '../influx-limits.js';
import { type InfluxBucketSettings, shownUrl } from './bucket-settings.js';
import { influxFault } from './influx-trouble.js';

/** One row of an answer, by column. */
export type FluxRow = (column: string) => string;

interface Asked {
  readonly path: string;
  readonly body: string;
  readonly headers: Record<string, string>;
}

const json = { 'content-type': 'application/json; charset=utf-8' };
const dialect = { header: true, delimiter: ',', annotations: ['datatype', 'group', 'default'] };

/** No content: the answer to a write and to a deletion. */
const confirmed = 204;

/** Longest time that a connection lies idle; InfluxDB itself closes it after three minutes. */
const idleMs = 60_000;

/**
 * The one place that talks to InfluxDB: each request is awaited to its end and bounded in time, nothing is retried or
 * buffered here. (The client's WriteApi sends batches that nobody can await.)
 */
export class InfluxBucket {
  private readonly agent: HttpAgent;
  private readonly influx: InfluxDB;
  private readonly where: string;

  constructor(
    readonly settings: InfluxBucketSettings,
    private readonly limits: InfluxLimits,
  ) {
    const { url, token, org, bucket } = settings;
    const Agent = url.startsWith('https:') ? HttpsAgent : HttpAgent;
    this.agent = new Agent({
      keepAlive: true,
      maxSockets: limits.connections,
      timeout: Math.max(idleMs, limits.requestMs),
    });
    const transportOptions = { agent: this.agent };
    this.influx = quietly(
      () => new InfluxDB({ url, token, timeout: 2 * limits.requestMs, transportOptions }),
    );
    this.where = `org=${encodeURIComponent(org)}&bucket=${encodeURIComponent(bucket)}`;
  }

  /**
   * Resolves when InfluxDB has confirmed the lines. Without lines it only says whether it would take some. Rejects with what
   * the client throws: whether the content was refused is for the caller to decide.
   */
  async write(lines: readonly string[]): Promise<void> {
    const headers = { 'content-type': 'text/plain; charset=utf-8' };
    await this.post({ path: `/api/v2/write?${this.where}&precision=ns`, body: lines.join('\n'), headers });
  }

  /** All rows of the answer as the mapper makes them. Faults: `history.unavailable`, `request.too-large` (`answerRows`). */
  async query<T>(query: ParameterizedQuery, rowOf: (row: FluxRow) => T): Promise<T[]> {
    try {
      return await this.collect(query, rowOf);
    } catch (error) {
      throw this.fault(error);
    }
  }

  /** Deletes what a predicate names from `start` to `stop`, both inclusive (RFC 3339), see https://docs.influxdata.com/influxdb/v2/reference/syntax/delete-predicate/. */
  async delete(predicate: string, start: string, stop: string): Promise<void> {
    const body = JSON.stringify({ start, stop, predicate });
    try {
      await this.post({ path: `/api/v2/delete?${this.where}`, body, headers: json });
    } catch (error) {
      throw this.fault(error);
    }
  }

  fault(error: unknown): Fault {
    return influxFault(error, this.settings, this.limits);
  }

  /** Ends connections; what is at work fails. */
  close(): void {
    this.agent.destroy();
  }

  private async post({ path, body, headers }: Asked): Promise<void> {
    const signal = AbortSignal.timeout(this.limits.requestMs);
    const gzipThreshold = this.limits.gzipBytes;
    let status: number | undefined;
    const started = (_headers: unknown, statusCode?: number): void => void (status = statusCode);
    try {
      await this.influx.transport.request(
        path,
        body,
        { method: 'POST', headers, gzipThreshold, signal },
        started,
      );
    } catch (error) {
      throw signal.aborted ? new RequestTimedOutError() : error;
    }
    if (status !== confirmed)
      throw this.isNoInflux(`answered ${String(status)} where InfluxDB answers ${confirmed}`);
  }

  private collect<T>(query: ParameterizedQuery, rowOf: (row: FluxRow) => T): Promise<T[]> {
    const { org } = this.settings;
    const path = `/api/v2/query?org=${encodeURIComponent(org)}`;
    const body = JSON.stringify({ query: query.toString(), dialect, type: 'flux' });
    return new Promise((resolve, reject) => {
      const rows: T[] = [];
      const stop = new AbortController();
      const timeUp = AbortSignal.timeout(this.limits.requestMs);
      let hasFailed = false;
      const fail = (error: Error): void => {
        hasFailed = true;
        reject(error);
        setImmediate(() => stop.abort()); // at once it would be an uncaught error of a request whose answer has just come whole
      };
      const consumer = linesToTables({
        next: (values, table) => {
          if (hasFailed) return;
          try {
            if (table.columns[0]?.label === 'error') throw new Error(values[0]);
            if (rows.push(rowOf(reader(values, table))) > this.limits.answerRows) throw this.tooMany();
          } catch (error) {
            fail(error as Error);
          }
        },
        error: (error) => reject(timeUp.aborted ? new RequestTimedOutError() : error),
        complete: () => resolve(rows),
      });
      const headers = { ...json, 'accept-encoding': 'identity' };
      const receiver = {
        ...chunksToLines(consumer, this.influx.transport.chunkCombiner),
        responseStarted: (answered: Record<string, unknown>, status = 0) => {
          const isCsv = String(answered['content-type']).includes('csv');
          if (status < 300 && !isCsv) fail(this.isNoInflux('did not answer in CSV'));
        },
      };
      const signal = AbortSignal.any([stop.signal, timeUp]);
      this.influx.transport.send(path, body, { method: 'POST', headers, signal }, receiver);
    });
  }

  /** Something else listens there, perhaps a proxy or a page. */
  private isNoInflux(what: string): Fault {
    const { prefix } = this.settings;
    const where = shownUrl(this.settings);
    return new Fault('history.unavailable', `What listens at ${where} ${what}: set ${prefix}_URL`);
  }

  private tooMany(): Fault {
    return new Fault(
      'request.too-large',
      `InfluxDB at ${shownUrl(this.settings)} has more than ${this.limits.answerRows} rows for one question: ask for a shorter range`,
    );
  }
}

const reader =
  (values: readonly string[], table: FluxTableMetaData): FluxRow =>
  (label) => {
    const { index, defaultValue } = table.column(label, false);
    const value = values[index];
    return value === undefined || value === '' ? (defaultValue ?? '') : value;
  };

/** The client takes its address apart with `url.parse`, of which Node warns at every start (DEP0169). */
function quietly<T>(make: () => T): T {
  const { noDeprecation = false } = process;
  process.noDeprecation = true;
  try {
    return make();
  } finally {
    process.noDeprecation = noDeprecation;
  }
}

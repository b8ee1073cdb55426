import type { Witness } from '../witness.js';
import type { Ended, Environment } from './child.js';

export type EndSignal = 'SIGTERM' | 'SIGKILL' | 'SIGINT';

/** The whole product as child processes, in one of its modes; ends with the test. */
export interface Product {
  /** Of API, sockets and dashboard alike. */
  readonly url: string;
  /** In which all of it starts or ends: an engine takes containers one after the other. */
  readonly wholeWithinMs: number;
  /** What its processes have printed. */
  readonly output: string;
  /** A foreign MQTT client that may read what everybody may read. */
  observer(...filters: string[]): Promise<Witness>;
  /** A foreign MQTT client that is the battery of this native id. */
  battery(id: string): Promise<Witness>;
  /** Ends all of it at once; one entry per process. */
  stop(signal: EndSignal): Promise<readonly Ended[]>;
  /** A stopped product again, with the same data and settings. */
  again(): Promise<Product>;
}

/** Starts the product with these settings and waits until it says that it is ready. */
export type StartProduct = (env?: Environment) => Promise<Product>;

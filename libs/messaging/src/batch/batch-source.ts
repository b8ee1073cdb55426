import type { ArrivedPublish } from './packet-reader.js';

/** What a batch session hears, and what of it its handler is given. */
export interface BatchSource {
  /** As subscribed. */
  readonly filters: readonly string[];
  /** What is left out has been refused, or concerns nobody. */
  read(packets: readonly ArrivedPublish[]): readonly unknown[];
}

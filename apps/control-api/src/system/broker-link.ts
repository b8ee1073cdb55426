import type { SystemReport } from '@kilowatch/contracts';

/** Which broker it is, and whether we have it. */
export abstract class BrokerLink {
  abstract readonly kind: SystemReport['broker']['kind'];
  /** host:port of an external one. */
  abstract readonly address: string | null;
  /** Why there is no connection, in words; undefined while there is one. */
  abstract readonly problem: () => string | undefined;
}

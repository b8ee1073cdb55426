import type { DoorCounters } from './door.js';

/** The counters of who has not done anything yet. */
export const noCounts = (): DoorCounters => ({
  received: 0,
  refused: 0,
  refusals: {},
  dropped: 0,
  published: 0,
  notConfirmed: 0,
  reconnects: 0,
});

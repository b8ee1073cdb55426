import { badInput } from './bad-input.mjs';
import { brokerKilledPlain, brokerKilledReliable, brokerRestarted } from './broker.mjs';
import { clocksJump, devicesAreWrong } from './clocks.mjs';
import { deliveredTwice } from './delivery.mjs';
import { diskFull, quotaFull, syncFails } from './disk.mjs';
import { tailDamaged } from './journal-tail.mjs';
import { killedBetween, servicesKilled } from './services.mjs';
import { answerLost, storeDown, storeHangs, storeRefuses } from './store.mjs';

/**
 * Every fault, by its number (several share one). `strike(scene)` makes it and ends it while the workload goes on; `needs` is what
 * must be on the stage for it, `groups` the devices where others than usual take part; `after(scene)` is done when the workload is
 * over; `excuse(message, notes)` names a loss that was to be expected; `judge(verdict, scene)` looks at what is its own.
 */
export const faults = [
  servicesKilled,
  killedBetween,
  storeDown,
  storeRefuses,
  storeHangs,
  answerLost,
  brokerRestarted,
  brokerKilledPlain,
  brokerKilledReliable,
  deliveredTwice,
  clocksJump,
  devicesAreWrong,
  diskFull,
  quotaFull,
  syncFails,
  tailDamaged,
  badInput,
];

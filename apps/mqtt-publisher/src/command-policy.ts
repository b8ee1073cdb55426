import { Fault, legacyBattery, type SetpointOrder } from '@kilowatch/contracts';
import { decideSetpoint } from '@kilowatch/domain';

/** The last word on a command before it leaves: is it for a battery of ours, still valid, within the rating? */
export class CommandPolicy {
  /**
   * @param ratedPowerW W; undefined: no rating is known and none is checked
   * @param now UTC epoch ms
   */
  constructor(
    private readonly ratedPowerW: number | undefined,
    readonly now: () => number,
  ) {}

  /**
   * The power a command means: W, positive = discharge.
   * Faults: `device.unknown`, `command.expired`, `setpoint.out-of-range`.
   */
  decide(order: SetpointOrder, atMs: number): number {
    if (order.device !== legacyBattery)
      throw new Fault('device.unknown', `${order.device} takes no setpoints; ${legacyBattery} does`);
    const lateMs = atMs - order.expiresAtMs;
    if (lateMs > 0)
      throw new Fault('command.expired', `The command expired ${lateMs} ms before it could be published`);
    return decideSetpoint({ ...order, ratedPowerW: this.ratedPowerW });
  }
}

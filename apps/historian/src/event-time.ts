import { Fault, type Reading } from '@kilowatch/contracts';

/** Which event times are believable; `oldestMs` and `newestMs` inclusive. */
export interface TimeBounds {
  readonly oldestMs: number;
  readonly newestMs: number;
}

export const isPlausible = ({ atMs }: Pick<Reading, 'atMs'>, { oldestMs, newestMs }: TimeBounds): boolean =>
  atMs >= oldestMs && atMs <= newestMs;

/** Says of an impossible time what would be a possible one. */
export const implausibleTime = (reading: Reading, { oldestMs, newestMs }: TimeBounds, count = 1): Fault =>
  new Fault(
    'message.malformed',
    `The time of ${reading.device} ${reading.metric}, ${timeText(reading.atMs)}, must lie between ${timeText(oldestMs)} ` +
      `and ${timeText(newestMs)}${count > 1 ? `; so must that of ${count - 1} more of its readings` : ''}: set the device's clock`,
  );

const timeText = (atMs: number): string => new Date(atMs).toISOString();

import type { DeviceSequence } from '@kilowatch/contracts';

interface Numbered {
  readonly boot?: string | undefined;
  readonly seq?: number | undefined;
  readonly keptFrom?: number | undefined;
}

/** Why a message is refused. Its number is there where it could be read: the device need not send it again. */
export interface RefusedReport {
  readonly isAccepted: false;
  readonly reason: string;
  readonly sequence: DeviceSequence | undefined;
}

export const refused = (reason: string, sequence?: DeviceSequence | string): RefusedReport => ({
  isAccepted: false,
  reason,
  sequence: typeof sequence === 'string' ? undefined : sequence,
});

/** How far the device has come, if its message says so; in words, what is wrong with what it says. */
export function sequenceOf(
  { boot, seq, keptFrom }: Numbered,
  device: string,
): DeviceSequence | string | undefined {
  if (boot === undefined && seq === undefined && keptFrom === undefined) return undefined;
  if (boot === undefined || seq === undefined || keptFrom === undefined)
    return '"boot", "seq" and "keptFrom" belong together: send all three, or none';
  if (keptFrom > seq)
    return `"keptFrom" is ${keptFrom}, above "seq" ${seq}: it is the lowest number that is still kept, this one at most`;
  return { device, boot, seq, keptFrom };
}

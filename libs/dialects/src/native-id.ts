import { deviceId, type DeviceKind } from '@kilowatch/contracts';
import { asSent } from './as-sent.js';

const plain = /^[\x20-\x7e]{1,100}$/; // what nearly all names are; the schema decides on the others

/** The device of a name as it was sent, a number among them; in words after a blank, what is wrong with anything else. */
export function deviceOf(
  kind: DeviceKind,
  key: string,
  name: unknown,
): { device: string } | { problem: string } {
  if (typeof name !== 'string' && typeof name !== 'number' && typeof name !== 'boolean')
    return { problem: `"${key}" must be text; it is ${asSent(name)}` };
  const device = `${kind}:${typeof name === 'boolean' ? Number(name) : name}`;
  if ((name !== '' && plain.test(device)) || deviceId.safeParse(device).success) return { device };
  return { problem: `"${key}" must have 1 to 190 characters, each of them whole; it is ${asSent(name)}` };
}

import type { InstanceEntry } from '@kilowatch/contracts';

/** Who works in place of a waiting process, and what to do about it. */
export const waitingInWords = (service: string, { host, pid, instance, sinceMs }: InstanceEntry): string =>
  `Another ${service} works already (host ${host}, process ${pid}, instance ${instance}, since ${new Date(sinceMs).toISOString()}); ` +
  `this one waits and takes over when that one is gone. Stop one of the two.`;

/** Of an instance that is named and has not been heard. */
export const askingInWords = (service: string, { host, pid }: InstanceEntry): string =>
  `Asking whether the ${service} before (host ${host}, process ${pid}) still works`;

/** The broker takes what is published and hands nothing back: MQTT 3.1.1 knows no other way to say that it is not allowed. */
export const mutedInWords = (topic: string, username: string | undefined): string =>
  `The broker does not hand back what ${username === undefined ? 'this service' : `'${username}'`} publishes on ${topic}: ` +
  `check its access list`;

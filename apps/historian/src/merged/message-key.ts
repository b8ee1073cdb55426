import type { OriginalMessage } from '@kilowatch/contracts';

/** Tells whether two originals of a device are the same one. */
export const messageKey = ({ device, source, receivedAtMs, arrival, body }: OriginalMessage): string =>
  `${receivedAtMs}\0${arrival}\0${device}\0${source}\0${body}`;

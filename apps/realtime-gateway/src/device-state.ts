import type { BodyOf, deviceState, Reading } from '@kilowatch/contracts';
import { unknownOrdinal } from './live-room.js';

/** The readings of a retained state. They fill what is missing; the same readings in the stream take their place. */
export function readingsOf({ device, atMs, metrics }: BodyOf<typeof deviceState>): Reading[] {
  return Object.entries(metrics).map(([key, state]) => {
    const [metric = key, ...rest] = key.split('/');
    const index = rest.length > 0 ? { index: rest.join('/') } : {};
    return { device, metric, ...index, ...state, receivedAtMs: atMs, ordinal: unknownOrdinal };
  });
}

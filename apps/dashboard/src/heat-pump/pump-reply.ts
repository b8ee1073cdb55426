import type { getHeatPump, ReplyOf } from '@kilowatch/contracts';
import { ask, withQuery } from '../api/ask.js';
import type { Span } from '../range/time-span.js';

/** The charts and figures of one heat pump over a range. */
export type PumpReply = ReplyOf<typeof getHeatPump>;

/** Throws what `ask` throws. */
export const fetchPump = (device: string, { fromMs, toMs }: Span): Promise<PumpReply> =>
  ask<PumpReply>(
    'GET',
    withQuery(`api/v1/devices/${encodeURIComponent(device)}/heat-pump`, {
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
    }),
  );

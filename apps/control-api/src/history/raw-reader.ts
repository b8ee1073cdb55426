import { Fault, historyRange, maxRangePoints, type RangeReply } from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { Injectable } from '@nestjs/common';
import type { Selection } from './selection.js';

/** What the historian is asked for at a time: one device, and as many metrics as one question may name. */
export interface RawPart {
  readonly device: string;
  readonly metrics: readonly string[];
}

const metricsAtOnce = 20;

export const rawPartsOf = ({ devices, metrics }: Selection): RawPart[] =>
  devices.flatMap((device) =>
    Array.from({ length: Math.ceil(metrics.length / metricsAtOnce) }, (_, i) => ({
      device,
      metrics: metrics.slice(i * metricsAtOnce, (i + 1) * metricsAtOnce),
    })),
  );

/** Where the next page begins: within which part, and where there; '' is its beginning. */
export interface RawPosition {
  readonly part: number;
  readonly cursor: string;
}

export const positionText = ({ part, cursor }: RawPosition): string => `${part}.${cursor}`;

/** Fault: `request.invalid` for what was never given as `next`. */
export function readPosition(text: string | undefined, parts: number): RawPosition {
  if (text === undefined) return { part: 0, cursor: '' };
  const [, part, cursor = ''] = /^(\d{1,3})\.(.*)$/s.exec(text) ?? [];
  if (Number(part) < parts) return { part: Number(part), cursor };
  throw new Fault(
    'request.invalid',
    'cursor must be the `next` of the page before, with everything else as it was asked then',
  );
}

/** Reads stored points, a page at a time. */
@Injectable()
export class RawReader {
  constructor(private readonly messaging: MessagingClient) {}

  page(
    { device, metrics }: RawPart,
    { span, after }: Selection,
    { cursor, limit = maxRangePoints }: { cursor: string; limit?: number },
  ): Promise<RangeReply> {
    const from = cursor === '' ? {} : { cursor };
    return this.messaging.request(
      historyRange,
      {},
      {
        device,
        metrics: [...metrics],
        ...span,
        limit,
        ...from,
        after: after.filter((mark) => mark.device === device),
      },
    );
  }
}

import type {
  deleteDemoHistory,
  Direction,
  getHistory,
  getSite,
  getStatistics,
  postCharge,
  PowerUnit,
  ReplyOf,
} from '@kilowatch/contracts';
import { ask, withQuery } from './ask.js';

export type Site = ReplyOf<typeof getSite>;
export type HistoryReply = ReplyOf<typeof getHistory>;
export type Statistics = ReplyOf<typeof getStatistics>['statistics'];
export type Published = ReplyOf<typeof postCharge>;

/** A time range of one device. Epoch milliseconds, the end exclusive. */
export interface HistoryQuestion {
  device: string;
  metrics: readonly string[];
  fromMs: number;
  toMs: number;
  stepMs?: number;
  limit?: number;
  cursor?: string;
}

const pathOf = (device: string, rest: string): string =>
  `/api/v1/devices/${encodeURIComponent(device)}/${rest}`;

const spanOf = ({ fromMs, toMs, metrics }: HistoryQuestion) => ({
  metrics: metrics.join(','),
  from: new Date(fromMs).toISOString(),
  to: new Date(toMs).toISOString(),
});

export const fetchSite = (): Promise<Site> => ask('GET', '/api/v1/site');

export const fetchHistory = (question: HistoryQuestion): Promise<HistoryReply> => {
  const { stepMs, limit, cursor } = question;
  return ask(
    'GET',
    withQuery(pathOf(question.device, 'history'), { ...spanOf(question), stepMs, limit, cursor }),
  );
};

export const fetchStatistics = (question: HistoryQuestion): Promise<ReplyOf<typeof getStatistics>> =>
  ask('GET', withQuery(pathOf(question.device, 'statistics'), spanOf(question)));

export const deleteHistory = (device: string): Promise<ReplyOf<typeof deleteDemoHistory>> =>
  ask('DELETE', pathOf(device, 'history'));

/** Commands the battery of the site; 0 stops. Resolves when the broker has confirmed. */
export const command = (direction: Direction, value: number, unit: PowerUnit): Promise<Published> =>
  ask('POST', `/${direction}`, { [direction]: value, unit });

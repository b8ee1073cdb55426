import type {
  deleteRefusal,
  FaultCode,
  getQuarantine,
  getRefusal,
  getSettings,
  getSystem,
  postReplay,
  ReplyOf,
} from '@kilowatch/contracts';
import { ask, withQuery } from './ask.js';

export type SystemReport = ReplyOf<typeof getSystem>;
export type ShownSettings = ReplyOf<typeof getSettings>['settings'];
export type QuarantinePage = ReplyOf<typeof getQuarantine>;
export type Refusal = QuarantinePage['refusals'][number];
export type WholeRefusal = ReplyOf<typeof getRefusal>;
export type ReplayOutcome = ReplyOf<typeof postReplay>;

const systemPath: (typeof getSystem)['path'] = '/api/v1/system';
const settingsPath: (typeof getSettings)['path'] = '/api/v1/system/settings';
const quarantinePath: (typeof getQuarantine)['path'] = '/api/v1/quarantine';
const replayPath: (typeof postReplay)['path'] = '/api/v1/quarantine/replay';
const refusalPath = (number: number): string => `${quarantinePath}/${number}`;

export const fetchSystem = (): Promise<SystemReport> => ask('GET', systemPath);

export const fetchSettings = async (): Promise<ShownSettings> =>
  (await ask<ReplyOf<typeof getSettings>>('GET', settingsPath)).settings;

/** Which refusals: the newest of a reason, or of any, older than one of them where one is given. */
export interface QuarantineQuestion {
  readonly code?: FaultCode | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

export const fetchQuarantine = ({ code, before, limit }: QuarantineQuestion): Promise<QuarantinePage> =>
  ask('GET', withQuery(quarantinePath, { code, before, limit }));

export const fetchRefusal = (number: number): Promise<WholeRefusal> => ask('GET', refusalPath(number));

export const replayRefusals = (numbers: readonly number[]): Promise<ReplayOutcome> =>
  ask('POST', replayPath, { numbers });

export const deleteRefusalOf = (number: number): Promise<ReplyOf<typeof deleteRefusal>> =>
  ask('DELETE', refusalPath(number));

/** Of one reason, or all of them. */
export const deleteRefusalsOf = (code: FaultCode | undefined): Promise<ReplyOf<typeof deleteRefusal>> =>
  ask('DELETE', withQuery(quarantinePath, code === undefined ? { all: 'true' } : { code }));

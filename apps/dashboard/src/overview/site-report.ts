import type { getQuarantine, getSystem, ReplyOf } from '@kilowatch/contracts';
import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals';
import { ask, withQuery } from '../api/ask.js';
import { useAppState } from '../app-state.js';

export type SystemReport = ReplyOf<typeof getSystem>;
export type QuarantineReport = ReplyOf<typeof getQuarantine>;

/** What is asked for, because no device says it. Undefined: not known yet, or not any more. */
export interface SiteReport {
  readonly system: SystemReport | undefined;
  readonly quarantine: QuarantineReport | undefined;
  /** Both questions have been answered or refused once. */
  readonly isSettled: boolean;
}

const systemPath: (typeof getSystem)['path'] = '/api/v1/system';
const quarantinePath: (typeof getQuarantine)['path'] = '/api/v1/quarantine';

const everyMs = 10_000;
const newestRefusals = 20;

const orUndefined = <T>(asking: Promise<T>): Promise<T | undefined> => asking.catch(() => undefined);

async function askReport(): Promise<SiteReport> {
  const [system, quarantine] = await Promise.all([
    orUndefined(ask<SystemReport>('GET', systemPath)),
    orUndefined(ask<QuarantineReport>('GET', withQuery(quarantinePath, { limit: newestRefusals }))),
  ]);
  return { system, quarantine, isSettled: true };
}

/** How services and quarantine do: asked again every few seconds while somebody can see it, and after each new connection. */
export function useSiteReport(): ReadonlySignal<SiteReport> {
  const { live } = useAppState();
  const report = useSignal<SiteReport>({ system: undefined, quarantine: undefined, isSettled: false });
  useSignalEffect(() => {
    void live.missed.value;
    let isOver = false;
    const look = (): void => {
      if (document.visibilityState === 'hidden') return;
      void askReport().then((answer) => {
        if (!isOver) report.value = answer;
      });
    };
    look();
    const timer = setInterval(look, everyMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      isOver = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  });
  return report;
}

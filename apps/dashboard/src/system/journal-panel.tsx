import type { SystemReport } from '../api/system-api.js';
import { Fact, Facts, SystemPanel, UsageBar } from './facts.js';
import { figuresOf, serviceIn } from './site-parts.js';
import { useSystemWords } from './words.js';

/** Where what is acknowledged waits for the history. A few seconds of it are no backlog. */
export function JournalPanel({ system }: { system: SystemReport }) {
  const words = useSystemWords();
  const t = words.t.system;
  const figures = figuresOf(system, 'historian');
  const { journalBytes, journalQuotaBytes, journalDamages, oldestWaitingAtMs, foundAtStart } = figures;
  const waiting = serviceIn(system, 'historian')?.details?.flow?.waiting;
  const isBehind = oldestWaitingAtMs != null && words.nowMs - oldestWaitingAtMs > 10_000;
  const state =
    waiting === undefined
      ? undefined
      : isBehind
        ? ({ tone: 'warning', text: t.waits(words.count(waiting)) } as const)
        : ({ tone: 'good', text: t.empty } as const);
  return (
    <SystemPanel title={t.journal} state={state} hint={t.journalHint}>
      <Facts>
        <Fact label={t.waiting} value={waiting !== undefined ? words.count(waiting) : undefined} />
        {isBehind && (
          <Fact label={t.oldestWaiting} value={words.age(Math.max(0, words.nowMs - oldestWaitingAtMs))} />
        )}
        {journalBytes !== undefined && journalQuotaBytes !== undefined && (
          <Fact label={t.size} value={t.of(words.bytes(journalBytes), words.bytes(journalQuotaBytes))}>
            <UsageBar used={journalBytes} limit={journalQuotaBytes} />
          </Fact>
        )}
        <Fact
          label={t.drain}
          value={
            figures.drainReadingsPerS != null
              ? t.perSecond(words.count(figures.drainReadingsPerS))
              : undefined
          }
        />
        <Fact
          label={t.foundAtStart}
          value={foundAtStart !== undefined ? words.count(foundAtStart) : undefined}
        />
        {journalDamages !== undefined && journalDamages > 0 && (
          <Fact label={t.damages} value={words.count(journalDamages)} />
        )}
      </Facts>
    </SystemPanel>
  );
}

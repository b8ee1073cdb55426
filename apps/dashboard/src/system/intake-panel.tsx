import type { SystemReport } from '../api/system-api.js';
import { pathOf } from '../route/router.js';
import { codeWord } from '../quarantine/code-word.js';
import { Fact, Facts, SystemPanel } from './facts.js';
import { figuresOf, serviceIn } from './site-parts.js';
import { useSystemWords } from './words.js';

const mostReasons = 3;

/** What was refused: how much of it is kept, and the commonest reasons since the start. */
export function IntakePanel({ system }: { system: SystemReport }) {
  const words = useSystemWords();
  const t = words.t.system;
  const { devices, silentDevices, quarantineRows, quarantineBytes } = figuresOf(system, 'ingest');
  const { refusals } = serviceIn(system, 'ingest')?.details ?? {};
  const reasons = Object.entries(refusals ?? {}).sort(([, a], [, b]) => b - a);
  if (quarantineRows === undefined) return null;
  const state =
    quarantineRows > 0
      ? ({ tone: 'warning', text: t.someKept(words.count(quarantineRows)) } as const)
      : ({ tone: 'good', text: t.nothingKept } as const);
  return (
    <SystemPanel title={t.quarantine} state={state}>
      <Facts>
        <Fact label={t.size} value={words.bytes(quarantineBytes ?? 0)} />
        {reasons.slice(0, mostReasons).map(([code, count]) => (
          <Fact key={code} label={codeWord(code, words.t)} value={words.count(count)} hint={t.sinceStart} />
        ))}
        <Fact
          label={t.devices}
          value={devices !== undefined ? words.count(devices) : undefined}
          hint={silentDevices ? t.silentDevices(words.count(silentDevices)) : undefined}
        />
      </Facts>
      {quarantineRows > 0 && (
        <a class="button button-small button-quiet" href={pathOf({ page: 'quarantine' })} data-page>
          {t.toQuarantine}
        </a>
      )}
    </SystemPanel>
  );
}

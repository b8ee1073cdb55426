import { fetchSystem, type SystemReport } from '../api/system-api.js';
import { useAppState } from '../app-state.js';
import { reasonOf } from '../command/command-outcome.js';
import { isCutOff } from '../live/is-cut-off.js';
import { PageHead } from '../widgets/page-head.js';
import { BrokerPanel } from './broker-panel.js';
import { FlowPanel } from './flow-panel.js';
import { IntakePanel } from './intake-panel.js';
import { JournalPanel } from './journal-panel.js';
import { ProcessPanel } from './process-panel.js';
import { ServiceList } from './service-list.js';
import { SettingsPanel } from './settings-panel.js';
import { StorePanel } from './store-panel.js';
import { TroublesPanel } from './troubles-panel.js';
import { type Trouble, troublesIn } from './troubles.js';
import { type Polled, usePolled } from './use-polled.js';
import { ReportInstant, useSystemWords } from './words.js';
import { Worded } from '../texts/server-words.js';

const everyMs = 3_000;
/** What is older no longer looks like now. */
const staleMs = 4 * everyMs;

/** Whether everything works: what does not comes first, then every service, the broker, the store, the counters, the settings. */
export function SystemPage() {
  const { live } = useAppState();
  const { polled } = usePolled(fetchSystem, everyMs);
  const { value: state } = polled;
  const { t } = useSystemWords();
  const { value: system } = state;
  const troubles = system ? troublesIn(system) : [];
  const isStale =
    isCutOff(live.status.value) || (state.atMs !== undefined && live.nowMs.value - state.atMs > staleMs);
  return (
    <>
      <PageHead title={t.pages.system}>
        {system && <Verdict troubles={troubles} isStale={isStale} />}
        <AsOf state={state} isStale={isStale} />
      </PageHead>
      <div class={isStale ? 'system is-stale' : 'system'} aria-busy={system === undefined}>
        <ReportInstant.Provider value={isStale ? state.atMs : undefined}>
          {system ? <Report system={system} troubles={troubles} /> : <SystemSkeleton />}
        </ReportInstant.Provider>
        {system && <SettingsPanel processes={processesOf(system)} />}
      </div>
    </>
  );
}

const processesOf = ({ services }: SystemReport): string =>
  services.map(({ details }) => details?.process?.instance).join();

const Report = ({ system, troubles }: { system: SystemReport; troubles: readonly Trouble[] }) => (
  <>
    <TroublesPanel troubles={troubles} />
    <ServiceList system={system} />
    <div class="system-grid">
      <StorePanel system={system} />
      <BrokerPanel system={system} />
      <ProcessPanel system={system} />
      <JournalPanel system={system} />
      <IntakePanel system={system} />
    </div>
    <FlowPanel system={system} />
  </>
);

/** In a word; of what is no longer now, nothing. */
function Verdict({ troubles, isStale }: { troubles: readonly Trouble[]; isStale: boolean }) {
  const { t } = useSystemWords();
  if (isStale) return null;
  const tone = troubles[0]?.severity ?? 'good';
  return (
    <span class={`badge tone-${tone}`} role="status" data-verdict={tone}>
      {troubles.length === 0 ? t.system.allWell : t.system.problems(troubles.length)}
    </span>
  );
}

function AsOf({ state, isStale }: { state: Polled<SystemReport>; isStale: boolean }) {
  const { t, age, nowMs } = useSystemWords();
  const { atMs, failure } = state;
  if (!isStale && atMs !== undefined) return null;
  const words = [
    failure !== undefined && t.system.noNews(reasonOf(failure, t)),
    atMs !== undefined && t.system.asOf(age(Math.max(0, nowMs - atMs))),
  ].filter((part) => part !== false);
  return words.length > 0 ? (
    <p class="hint hint-warning">
      <Worded text={words.join(' · ')} />
    </p>
  ) : null;
}

/** In the size of what comes. */
const SystemSkeleton = () => (
  <>
    <div class="panel skeleton system-skeleton-services" />
    <div class="system-grid">
      {[0, 1, 2].map((place) => (
        <div key={place} class="panel skeleton system-skeleton-panel" />
      ))}
    </div>
  </>
);

import type { ServiceReport } from '@kilowatch/contracts';
import type { SystemReport } from '../api/system-api.js';
import type { Tone } from './facts.js';
import { isHeard, sharedProcess } from './site-parts.js';
import { useSystemWords } from './words.js';

const toneOf = ({ state, isNeeded }: ServiceReport): Tone => {
  if (state === 'working') return 'good';
  if (state === 'starting' || state === 'unknown') return 'warning';
  return isNeeded ? 'bad' : 'quiet';
};

const rank = ({ state, isNeeded }: ServiceReport): number => {
  if (state === 'working') return 2;
  return isNeeded ? 0 : 3;
};

/** Every service of the product, what does not work first; the dead ones stay, with since when. */
export function ServiceList({ system }: { system: SystemReport }) {
  const { t } = useSystemWords();
  const { columns } = t.system;
  const isAlone = sharedProcess(system) === undefined;
  const services = system.services.toSorted((a, b) => rank(a) - rank(b));
  const names = [
    'service',
    'state',
    ...(isAlone ? (['uptime', 'version', 'memory', 'delay'] as const) : []),
    'received',
    'published',
  ] as const;
  return (
    <section class="panel system-panel services">
      <h2>{t.system.services}</h2>
      <div
        class={isAlone ? 'service-list' : 'service-list is-shared'}
        role="table"
        aria-label={t.system.services}
      >
        <div class="service-row service-heads" role="row">
          {names.map((name) => (
            <span key={name} role="columnheader" title={name === 'delay' ? t.system.delayHint : undefined}>
              {columns[name]}
            </span>
          ))}
        </div>
        {services.map((report) => (
          <ServiceRow key={report.service} report={report} isAlone={isAlone} />
        ))}
      </div>
    </section>
  );
}

function ServiceRow({ report, isAlone }: { report: ServiceReport; isAlone: boolean }) {
  const words = useSystemWords();
  const t = words.t.system;
  const { service, state, isNeeded, sinceMs, receivedPerS, publishedPerS, details } = report;
  const process = isHeard(report) ? details?.process : undefined;
  const rate = (perS: number | null) => perS !== null && t.perSecond(words.number(perS, perS < 10 ? 1 : 0));
  const delayMs = process?.eventLoopDelayMs ?? null;
  return (
    <div class="service-row" role="row" data-service={service} data-state={state}>
      <span class="service-name" role="rowheader">
        <b>{service}</b>
        <span class="hint">{t.roles[service]}</span>
      </span>
      <span class="service-state" role="cell">
        <span class={`badge tone-${toneOf(report)}`}>{t.state[state]}</span>
        {!isNeeded && state === 'gone' && <span class="hint">{t.notNeeded}</span>}
        {state !== 'working' && sinceMs !== null && (
          <span class="hint">{t.since(words.moment(sinceMs))}</span>
        )}
      </span>
      {isAlone && (
        <>
          <Cell
            label={t.columns.uptime}
            value={process && words.duration(words.nowMs - process.startedAtMs)}
          />
          <Cell label={t.columns.version} value={process?.version} />
          <Cell label={t.columns.memory} value={process && words.bytes(process.memoryBytes)} />
          <Cell label={t.columns.delay} value={delayMs !== null && words.ms(delayMs)} />
        </>
      )}
      <Cell label={t.columns.received} value={rate(receivedPerS)} />
      <Cell label={t.columns.published} value={rate(publishedPerS)} />
    </div>
  );
}

/** On a phone each cell says which column it is of. */
const Cell = ({ label, value }: { label: string; value: string | false | undefined }) => (
  <span class="service-cell" role="cell">
    <span class="cell-label" aria-hidden="true">
      {label}
    </span>
    {value || '–'}
  </span>
);

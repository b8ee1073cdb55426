import { formatFor } from '../../format/format.js';
import { texts } from '../../texts/language.js';
import { noNumber } from '../said.js';
import type { SiteReport, SystemReport } from '../site-report.js';
import { CardHead } from './domain-card.js';

/** What keeps the site going: services, the history, what was refused. */
export function SystemCard({ report: { system, quarantine } }: { report: SiteReport }) {
  const t = texts.value.overview;
  const format = formatFor(texts.value.locale);
  const needed = system?.services.filter(({ isNeeded }) => isNeeded);
  const working = needed?.filter(({ state }) => state === 'working' || state === 'troubled').length;
  const isWhole = needed !== undefined && working === needed.length;
  const waiting = waitingIn(system);
  const rows = [
    [t.services, needed && working !== undefined ? t.working(working, needed.length) : noNumber],
    [t.store, waiting === undefined ? noNumber : t.waiting(waiting, format.count(waiting))],
    [t.refused, quarantine ? t.kept(quarantine.kept, format.count(quarantine.kept)) : noNumber],
    [t.messages, rateIn(system)],
  ];
  return (
    <section class="panel domain-card" aria-labelledby="card-system" data-domain="system">
      <CardHead page="system">
        {needed && (
          <span class={`badge badge-${isWhole ? 'online' : 'offline'}`}>
            {isWhole ? t.works : t.working(working ?? 0, needed.length)}
          </span>
        )}
      </CardHead>
      <dl class="rows">
        {rows.map(([name, words]) => (
          <div class="row" key={name}>
            <dt class="row-label">{name}</dt>
            <dd class="row-value row-words" key={words}>
              {words}
            </dd>
          </div>
        ))}
      </dl>
      <ul class="service-dots" aria-label={t.services}>
        {(needed ?? []).map(({ service, state }) => (
          <li key={service} class={`service service-${state}`} title={t.serviceState[state]}>
            <span class="service-dot" aria-hidden="true" />
            {service}
            <span class="visually-hidden">{t.serviceState[state]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const waitingIn = (system: SystemReport | undefined): number | undefined =>
  system?.services.find(({ service }) => service === 'historian')?.details?.flow?.waiting;

function rateIn(system: SystemReport | undefined): string {
  const rate = system?.services.find(({ service }) => service === 'ingest')?.receivedPerS;
  const t = texts.value;
  return typeof rate === 'number' ? t.overview.perSecond(formatFor(t.locale).measured(rate)) : noNumber;
}

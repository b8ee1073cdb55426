import { type ReadonlySignal, useComputed } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { timeZoneOf, useAppState } from '../app-state.js';
import { isCutOff } from '../live/is-cut-off.js';
import { useWatched } from '../live/use-watched.js';
import { todayAt } from '../registry/use-today.js';
import { texts } from '../texts/language.js';
import { BatteryCard } from './cards/battery-card.js';
import { CellCard } from './cards/cell-card.js';
import { GasCard } from './cards/gas-card.js';
import { PumpCard } from './cards/pump-card.js';
import { SensorCard } from './cards/sensor-card.js';
import { SystemCard } from './cards/system-card.js';
import { EventList } from './event-list.js';
import { type Problem, problemsOf } from './problems.js';
import type { Order } from './quiet-order.js';
import { Scene } from './scene/scene.js';
import { type Domains, useDomains, useSiteDevices } from './site-devices.js';
import { type SiteReport, useSiteReport } from './site-report.js';
import { useEvents } from './use-events.js';
import { useQuietFirst } from './use-quiet-first.js';
import { Verdict } from './verdict.js';
import { Welcome } from './welcome.js';

/** The whole site at a glance: what is wrong first, then what it does, then every kind of devices, and what has happened. */
export function OverviewPage() {
  const { live } = useAppState();
  useWatched({ devices: 'all' });
  const all = useSiteDevices();
  const domains = useDomains(all);
  const report = useSiteReport();
  const isUpToDate = useUpToDate();
  const problems = useProblems(all, report, isUpToDate);
  const quietFirst = useQuietFirst(all, isUpToDate);
  const events = useEvents(all, report);
  const isNew = live.hasSnapshot.value && all.value.length === 0;
  return (
    <div class={`overview ${isNew ? 'is-new' : ''}`}>
      <h1 class="visually-hidden">{texts.value.pages.overview}</h1>
      {(!isNew || problems.value.length > 0) && (
        <Verdict devices={all.value} problems={problems.value} report={report.value} />
      )}
      {isNew ? <Welcome /> : <Scene domains={domains} />}
      <EventList key={String(isNew)} events={events.value} />
      {isNew ? (
        <div class="cards">
          <SystemCard report={report.value} />
        </div>
      ) : (
        <Cards {...{ domains, report, quietFirst }} />
      )}
    </div>
  );
}

interface CardsProps {
  domains: Domains;
  report: ReadonlySignal<SiteReport>;
  quietFirst: Order;
}

function Cards({ domains, report, quietFirst }: CardsProps) {
  const { batteries, pumps, detectors, cells, sensors } = domains;
  return (
    <div class="cards">
      <BatteryCard devices={batteries.value} listed={quietFirst(batteries.value)} />
      <PumpCard devices={pumps.value} listed={quietFirst(pumps.value)} />
      <GasCard devices={detectors.value} listed={quietFirst(detectors.value)} />
      <CellCard devices={cells.value} listed={quietFirst(cells.value)} />
      <SensorCard devices={sensors.value} listed={quietFirst(sensors.value)} />
      <SystemCard report={report.value} />
    </div>
  );
}

/** Judged once a second, with the devices. Without a connection nobody can tell: it stays as it was. */
function useProblems(
  all: ReadonlySignal<readonly DeviceSnapshot[]>,
  report: ReadonlySignal<SiteReport>,
  isUpToDate: ReadonlySignal<boolean>,
): ReadonlySignal<readonly Problem[]> {
  const { live, site } = useAppState();
  const known = useRef<readonly Problem[]>([]);
  return useComputed(() => {
    if (!isUpToDate.value) return known.current;
    known.current = problemsOf({
      devices: all.value,
      display: site.value?.display,
      system: report.value.system,
      refusals: report.value.quarantine?.refusals ?? [],
      nowMs: live.nowMs.value,
      today: todayAt(live.nowMs.value, timeZoneOf(site.value)),
      names: texts.value.devices.metric,
    });
    return known.current;
  });
}

/** False from the loss of the connection until a snapshot has come after it: in between every device looks silent. */
function useUpToDate(): ReadonlySignal<boolean> {
  const { live } = useAppState();
  const lostAt = useRef<number | undefined>(undefined);
  return useComputed(() => {
    const { value: status } = live.status;
    if (isCutOff(status)) lostAt.current ??= live.missed.peek();
    else if (status === 'asking' || live.missed.value !== lostAt.current) lostAt.current = undefined;
    return live.hasSnapshot.value && lostAt.current === undefined;
  });
}

import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { useAppState } from '../app-state.js';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { Worded } from '../texts/server-words.js';
import { arranged, firstOf, type Grouping, type NewestOf, type SeriesGroup } from './arrangement.js';
import { SensorRow } from './sensor-row.js';
import type { SensorSeries } from './sensor-series.js';
import { SensorTools } from './sensor-tools.js';
import { arrange, useArrangement } from './use-arrangement.js';
import { useSight } from './use-sight.js';
import { type Summaries, useSummaries } from './use-summaries.js';
import { ShowMoreButton } from '../widgets/show-more-button.js';

/** More rows come when somebody asks. */
const mostAtFirst = 120;

/** Any number of series, searched, grouped and sorted. */
export function SensorList({ all }: { all: readonly SensorSeries[] }) {
  const { live } = useAppState();
  const arrangement = useArrangement();
  const most = useSignal(mostAtFirst);
  const summaries = useSummaries();
  const t = texts.value;
  const { count } = formatFor(t.locale);
  const newestOf: NewestOf = ({ device, key }) => {
    const snapshot = live.model.peek().devices.get(device);
    return { value: snapshot?.metrics[key]?.value, heardAtMs: snapshot?.lastSeenAtMs ?? 0 };
  };
  const { search, grouping, sorting } = arrangement;
  const groups = useMemo(() => arranged(all, arrangement, newestOf), [all, search, grouping, sorting]);
  const found = groups.flatMap(({ series }) => series);
  const devices = new Set(found.map(({ device }) => device)).size;
  return (
    <>
      <SensorTools {...arrangement} />
      <div class="list-notes">
        <p class="hint list-count" role="status">
          {t.sensors.found(count(found.length), count(devices))}
        </p>
        <Failure summaries={summaries} />
      </div>
      {found.length === 0 ? (
        <Nothing search={search} />
      ) : (
        <SensorGroups groups={firstOf(groups, most.value)} grouping={grouping} summaries={summaries} />
      )}
      <ShowMoreButton most={most} found={found.length} step={mostAtFirst} />
    </>
  );
}

const Failure = ({ summaries: { failure } }: { summaries: Summaries }) => (
  <p class="hint hint-warning" role="alert">
    <Worded text={failure.value ?? ''} />
  </p>
);

function Nothing({ search }: { search: string }) {
  const t = texts.value.sensors;
  return (
    <section class="panel notice">
      <p>{t.nothing(search)}</p>
      <button class="button button-quiet" type="button" onClick={() => arrange({ search: '' })}>
        {t.clear}
      </button>
    </section>
  );
}

interface SensorGroupsProps {
  groups: readonly SeriesGroup[];
  grouping: Grouping;
  summaries: Summaries;
}

function SensorGroups({ groups, grouping, summaries }: SensorGroupsProps) {
  const t = texts.value;
  const watch = useSight(summaries.inView);
  return (
    <>
      {groups.map(({ title, series }) => (
        <section key={series[0]!.id} class="panel sensor-group">
          <h2 dir="auto">{title ?? t.sensors.noPlace}</h2>
          <div class="sensor-columns" aria-hidden="true">
            {[t.sensors.columns.now, t.sensors.columns.trend].map((words) => (
              <span key={words}>{words}</span>
            ))}
            {[t.statistics.min, t.statistics.mean, t.statistics.max].map((words) => (
              <span key={words}>{words}</span>
            ))}
          </div>
          <ul>
            {series.map((one) => (
              <SensorRow key={one.id} series={one} {...{ grouping, watch }} summary={summaries.of(one.id)} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

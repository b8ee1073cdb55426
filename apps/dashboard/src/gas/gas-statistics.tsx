import { useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import type { GasMetric } from '@kilowatch/contracts';
import { formatFor } from '../format/format.js';
import type { RawSource } from '../history/raw-values.js';
import { useRefresh } from '../history/use-refresh.js';
import { useStatistics } from '../history/use-statistics.js';
import { timeRange } from '../range/time-range.js';
import { texts } from '../texts/language.js';
import { serverWords, Worded } from '../texts/server-words.js';
import { gasLevels, severityOn } from './gas-level.js';
import type { GasSensor } from './gas-sensors.js';
import { StatisticHeads } from '../history/table-heads.js';

const metrics: readonly GasMetric[] = ['concentrationPpm'];
const others = ['mean', 'min'] as const;

/** Highest, mean and lowest value of each sensor in the range, and in which band the highest lay. */
export function GasStatistics({ device, sensors }: { device: string; sensors: readonly GasSensor[] }) {
  const source = useSignal<RawSource | undefined>({ device, metrics });
  useLayoutEffect(() => {
    source.value = { device, metrics };
  }, [device]);
  const { statistics, failure, partial } = useStatistics(source, useRefresh(timeRange)).value;
  const t = texts.value;
  const format = formatFor(t.locale);
  const note =
    failure !== undefined ? t.history.failed(failure) : partial && t.history.partial(serverWords(partial, t));
  return (
    <section class="panel gas-statistics">
      <h2 id="gas-statistics">{t.gas.statistics}</h2>
      <div class="gas-statistics-scroll" tabIndex={0} role="region" aria-labelledby="gas-statistics">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t.gas.sensor}</th>
              <th scope="col">{t.statistics.max}</th>
              <th scope="col">{t.gas.highest}</th>
              <StatisticHeads columns={others} />
            </tr>
          </thead>
          <tbody>
            {sensors.map(({ key, index, words, unit, scale }) => {
              const row = statistics.find((one) => one.metric === metrics[0] && one.index === index);
              return (
                <tr key={key} data-statistics={index ?? ''}>
                  <th scope="row">
                    <bdi>{words}</bdi> <span class="th-unit">{unit}</span>
                  </th>
                  <td>{row ? format.measured(row.max) : '‒'}</td>
                  <td>{row && scale ? <Level severity={severityOn(scale, row.max)} /> : '‒'}</td>
                  {others.map((column) => (
                    <td key={column}>{row ? format.measured(row[column]) : '‒'}</td>
                  ))}
                  <td>{row ? format.count(row.count) : '0'}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p class="hint hint-warning" role="status">
        <Worded text={note ?? ''} />
      </p>
    </section>
  );
}

const Level = ({ severity }: { severity: ReturnType<typeof severityOn> }) => (
  <span class={`gas-level gas-${gasLevels[severity]}`}>{texts.value.gas.levels[gasLevels[severity]]}</span>
);

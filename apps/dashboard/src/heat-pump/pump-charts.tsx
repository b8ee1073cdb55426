import { useEffect } from 'preact/hooks';
import { useAppState } from '../app-state.js';
import { texts } from '../texts/language.js';
import { serverWords, Worded } from '../texts/server-words.js';
import { FlowsCard } from './flows-card.js';
import type { PumpCardProps } from './pump-time-card.js';
import { RuntimeCard } from './runtime-card.js';
import { loadStillCharts } from './still-charts.js';
import { CopCard, PerformanceCard, PowerCard, TemperaturesCard, ValveCard } from './time-cards.js';

/** The seven charts, and once why they, or the alarms in them, could not be read or lack something. */
export function PumpCharts(props: PumpCardProps) {
  useEffect(() => void loadStillCharts(), []);
  const { live } = useAppState();
  const { reply, failure, wasCutOff } = props.used.view.value;
  const isOffline = live.status.value === 'offline'; // which the frame of the page says, and ends by itself
  const t = texts.value;
  const alarms = props.alarms.value;
  const notRead =
    failure === undefined || wasCutOff
      ? alarms.failure !== undefined && t.heatPump.alarmsNotRead(alarms.failure)
      : t.chart.failed(failure);
  const retry = (): void => {
    if (failure !== undefined) props.used.retry();
    if (alarms.failure !== undefined) alarms.retry();
  };
  const partial = reply?.partial ?? alarms.loaded?.partial;
  return (
    <>
      {notRead && !isOffline && (
        <div class="panel pump-failure" role="alert">
          <p>
            <Worded text={notRead} />
          </p>
          <button class="button button-small" type="button" onClick={retry}>
            {t.chart.retry}
          </button>
        </div>
      )}
      {partial !== undefined && (
        <p class="hint hint-warning" role="status">
          <Worded text={t.chart.partial(serverWords(partial, t))} />
        </p>
      )}
      <div class="pump-charts">
        <FlowsCard used={props.used} />
        <RuntimeCard used={props.used} />
        <TemperaturesCard {...props} />
        <CopCard {...props} />
        <PerformanceCard {...props} />
        <PowerCard {...props} />
        <ValveCard {...props} />
      </div>
      <p class="hint">{t.heatPump.cop.hints[reply?.charts.cop.method ?? 'estimated']}</p>
    </>
  );
}

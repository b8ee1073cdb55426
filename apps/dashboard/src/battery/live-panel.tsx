import { type ReadonlySignal, useComputed } from '@preact/signals';
import { timeZoneOf, useAppState } from '../app-state.js';
import { chartFrame } from '../charts/chart-frame.js';
import { ChartPanel } from '../charts/chart-panel.js';
import { Legend } from '../charts/legend.js';
import { texts } from '../texts/language.js';
import { trailMs, useTrail } from './use-trail.js';

/** The last minutes, moving. */
export function LivePanel({ device }: { device: ReadonlySignal<string | undefined> }) {
  const { live, site } = useAppState();
  const trail = useTrail(device);
  const isEmpty = useComputed(() => {
    const newest = [...trail.value.series.values()].map((samples) => samples.at(-1)?.[0] ?? 0);
    return Math.max(0, ...newest) < live.nowMs.value - trailMs;
  });
  const t = texts.value;
  return (
    <section class="panel live-panel" aria-labelledby="live-title">
      <div class="panel-head">
        <h2 id="live-title">{t.live.title}</h2>
        <Legend entries={['charging', 'discharging', 'setpoint', 'soc']} />
      </div>
      <div class="chart-area">
        <ChartPanel
          kind="live"
          summary={t.live.summary}
          build={(charts) => {
            const { series } = trail.value;
            const toMs = live.nowMs.value;
            const points = (metric: string) => series.get(metric) ?? [];
            return charts.liveBatteryOption(
              {
                activePowerW: points('activePowerW'),
                setpointW: points('setpointW'),
                socPct: points('socPct'),
              },
              chartFrame({ fromMs: toMs - trailMs, toMs }, timeZoneOf(site.value), texts.value),
            );
          }}
        />
        {isEmpty.value && live.hasSnapshot.value && (
          <p class="chart-empty">{device.value === undefined ? t.battery.noneHint : t.live.empty}</p>
        )}
      </div>
    </section>
  );
}

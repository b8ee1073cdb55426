import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { Gauge } from '../charts/gauge.js';
import { texts } from '../texts/language.js';
import { metricWords, unitIn } from '../widgets/metric-words.js';
import { useReported } from '../widgets/use-reported.js';

/** As many have room, and are taken in at a glance. */
const mostGauges = 4;

/** The gauges that the site has set for cells, with their bands. */
export function CellGauges({ cell }: { cell: DeviceSnapshot | undefined }) {
  const { site } = useAppState();
  const report = useReported(cell);
  const t = texts.value;
  const gauges = Object.entries(site.value?.display.gauges.cell ?? {}).slice(0, mostGauges);
  return (
    <section class="panel cell-gauges" aria-label={t.cell.gauges}>
      {site.value && gauges.length === 0 && <p class="hint">{t.cell.noGauges}</p>}
      {gauges.map(([metric, settings]) => {
        const { value, quality, freshness } = report(metric);
        return (
          <Gauge
            key={metric}
            value={quality === 'missing' ? undefined : value}
            {...settings}
            label={metricWords(metric, t.devices.metric)}
            unit={unitIn(metric)}
            isStale={freshness === 'stale'}
          />
        );
      })}
    </section>
  );
}

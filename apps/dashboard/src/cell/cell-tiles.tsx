import type { DeviceSnapshot } from '@kilowatch/contracts';
import { Sparkline } from '../series/sparkline.js';
import { texts } from '../texts/language.js';
import { MetricTile } from '../widgets/metric-tile.js';
import { type CellValue, mainValues, otherValues } from './cell-values.js';
import { WifiSignal } from './wifi-signal.js';

/** The six values of a cell sensor, and those that only newer ones report. */
export function CellTiles({ cell }: { cell: DeviceSnapshot | undefined }) {
  const t = texts.value;
  const others = otherValues.filter(({ metric }) => cell?.metrics[metric] !== undefined);
  return (
    <section class="cell-tiles" aria-label={t.cell.latest}>
      {[...mainValues, ...others].map((one) => (
        <CellTile key={one.metric} cell={cell} value={one} />
      ))}
    </section>
  );
}

function CellTile({ cell, value }: { cell: DeviceSnapshot | undefined; value: CellValue }) {
  const { metric, title, show, unit, colour } = value;
  const t = texts.value;
  const label = title(t);
  return (
    <MetricTile
      device={cell}
      metric={metric}
      label={label}
      unit={unit}
      write={(stored, format) => ({ value: show(stored, t, format), unit })}
    >
      <div class="cell-trend">
        {metric === 'wifiRssiDbm' && <WifiSignal rssiDbm={measured(cell, metric)} />}
        {metric !== 'wifiRssiDbm' && cell?.metrics[metric] !== undefined && (
          <Sparkline
            key={cell.device}
            device={cell.device}
            metric={metric}
            label={label}
            unit={unit}
            colour={colour}
          />
        )}
      </div>
    </MetricTile>
  );
}

const measured = (cell: DeviceSnapshot | undefined, metric: string): number | undefined => {
  const state = cell?.metrics[metric];
  return state?.quality === 'missing' ? undefined : state?.value;
};

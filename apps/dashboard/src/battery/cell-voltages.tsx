import type { DeviceSnapshot } from '@kilowatch/contracts';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { AgeLine } from '../widgets/age-line.js';
import { useReported } from '../widgets/use-reported.js';

/** The lowest and the highest of the cells that a pack reports: what is between them says how well it is balanced. */
export function CellVoltages({ battery }: { battery: DeviceSnapshot }) {
  const report = useReported(battery);
  const t = texts.value;
  const format = formatFor(t.locale);
  const cells = Object.keys(battery.metrics)
    .filter((key) => key.startsWith('cellVoltageV'))
    .map((key) => report(key))
    .filter(({ quality }) => quality !== 'missing');
  const volts = cells.map(({ value = NaN }) => value);
  const oldest = cells.reduce<(typeof cells)[number] | undefined>(
    (old, one) => (old && old.ageMs >= one.ageMs ? old : one),
    undefined,
  );
  if (!oldest) return null;
  const [low, high] = [Math.min(...volts), Math.max(...volts)];
  const shown = low === high ? format.number(low, 2) : `${format.number(low, 2)}–${format.number(high, 2)}`;
  return (
    <div class={`panel tile is-${oldest.freshness}`}>
      <p class="tile-head">
        <span class="label">{t.battery.cells(format.count(cells.length))}</span>
      </p>
      <p class="reading" key={shown.length} data-metric="cellVoltageV">
        {shown}
        <span class="unit">V</span>
      </p>
      <AgeLine value={oldest} />
    </div>
  );
}

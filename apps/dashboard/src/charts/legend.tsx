import { texts } from '../texts/language.js';

export type LegendEntry = 'charging' | 'discharging' | 'setpoint' | 'soc' | 'charge' | 'discharge';

/** What the colours of a chart mean. */
export function Legend({ entries }: { entries: readonly LegendEntry[] }) {
  const t = texts.value;
  const words: Record<LegendEntry, string> = {
    charging: t.direction.charging,
    discharging: t.direction.discharging,
    setpoint: t.metric.setpoint,
    soc: t.metric.soc,
    charge: t.command.charge,
    discharge: t.command.discharge,
  };
  return (
    <ul class="legend">
      {entries.map((entry) => (
        <li key={entry} class={`legend-entry legend-${entry}`}>
          {words[entry]}
        </li>
      ))}
    </ul>
  );
}

import { useComputed, useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import { useAppState } from '../app-state.js';
import { CommandPanel } from '../command/command-panel.js';
import { HistoryPanel } from '../history/history-panel.js';
import { BatteryHead } from './battery-head.js';
import { batteriesOf, chooseBattery } from './choose-battery.js';
import { LivePanel } from './live-panel.js';
import { PowerPanel } from './power-panel.js';
import { Tiles } from './tiles.js';

/** Everything about one battery: what it does now, what it is told, what it did. */
export function BatteryPage({ wanted }: { wanted: string | undefined }) {
  const { live } = useAppState();
  const wish = useSignal(wanted);
  useLayoutEffect(() => {
    wish.value = wanted;
  }, [wanted]);
  const batteries = useComputed(() => batteriesOf(live.model.value.devices.values()));
  const battery = useComputed(() => chooseBattery(batteries.value, wish.value));
  const device = useComputed(() => battery.value?.device);
  const isUnknown = live.hasSnapshot.value && wanted !== undefined && !battery.value;
  return (
    <>
      <BatteryHead
        batteries={batteries.value}
        battery={battery.value}
        unknown={isUnknown ? wanted : undefined}
      />
      <div class="battery-grid">
        <PowerPanel battery={battery.value} />
        <Tiles battery={battery.value} />
        <LivePanel device={device} />
        <CommandPanel battery={battery.value} />
      </div>
      <HistoryPanel device={device} isDemo={battery.value?.isDemo === true} />
    </>
  );
}

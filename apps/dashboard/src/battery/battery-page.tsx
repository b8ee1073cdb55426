import { useComputed } from '@preact/signals';
import { useAppState } from '../app-state.js';
import { CommandPanel } from '../command/command-panel.js';
import { HistoryPanel } from '../history/history-panel.js';
import { texts } from '../texts/language.js';
import { DeviceChoice } from '../widgets/device-choice.js';
import { NoDevices } from '../widgets/no-devices.js';
import { PageHead } from '../widgets/page-head.js';
import { ThresholdsButton } from '../widgets/thresholds-button.js';
import { useChosenDevice } from '../widgets/use-chosen-device.js';
import { Details } from './details.js';
import { LivePanel } from './live-panel.js';
import { PowerPanel } from './power-panel.js';
import { RecentPanel } from './recent-panel.js';
import { Tiles } from './tiles.js';

/** Everything about one battery: what it does now, what it is told, what it did. */
export function BatteryPage({ wanted }: { wanted: string | undefined }) {
  const { live } = useAppState();
  const { devices, device: battery, described } = useChosenDevice('battery', wanted);
  const device = useComputed(() => battery.value?.device);
  const isNone = live.hasSnapshot.value && devices.value.length === 0;
  return (
    <>
      <PageHead title={texts.value.pages.battery}>
        <DeviceChoice
          page="battery"
          devices={devices.value}
          device={battery.value}
          wanted={wanted}
          isSettled={live.hasSnapshot.value}
        />
        {battery.value ? <ThresholdsButton device={battery.value} /> : <span class="head-room" />}
      </PageHead>
      <div class="battery-grid">
        <PowerPanel battery={battery.value} />
        <Tiles battery={battery.value} />
        {isNone ? <NoDevices kind="battery" /> : <LivePanel battery={described.value} />}
        <CommandPanel battery={battery.value} />
      </div>
      <Details battery={battery.value} />
      {!isNone && <RecentPanel device={device} />}
      <HistoryPanel battery={described} />
    </>
  );
}

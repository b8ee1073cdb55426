import { useAppState } from '../app-state.js';
import { texts } from '../texts/language.js';
import { DeviceChoice } from '../widgets/device-choice.js';
import { NoDevices } from '../widgets/no-devices.js';
import { PageHead } from '../widgets/page-head.js';
import { ThresholdsButton } from '../widgets/thresholds-button.js';
import { useChosenDevice } from '../widgets/use-chosen-device.js';
import { CellGauges } from './cell-gauges.js';
import { CellHistory } from './cell-history.js';
import { CellTiles } from './cell-tiles.js';

/** Everything about one cell that an ESP32 watches. */
export function CellPage({ wanted }: { wanted: string | undefined }) {
  const { live } = useAppState();
  const { devices, device, described } = useChosenDevice('cell', wanted);
  const isSettled = live.hasSnapshot.value;
  const isMissing = isSettled && !device.value;
  return (
    <>
      <PageHead title={texts.value.pages.cell}>
        <DeviceChoice
          page="cell"
          devices={devices.value}
          device={device.value}
          wanted={wanted}
          isSettled={isSettled}
        />
        {device.value ? <ThresholdsButton device={device.value} /> : <span class="head-room" />}
      </PageHead>
      {isSettled && devices.value.length === 0 && <NoDevices kind="cell" />}
      {!isMissing && (
        <>
          <div class="cell-now">
            <CellTiles cell={device.value} />
            <CellGauges cell={device.value} />
          </div>
          <CellHistory cell={described} />
        </>
      )}
    </>
  );
}

import { useComputed } from '@preact/signals';
import { useAppState } from '../app-state.js';
import { useWatched } from '../live/use-watched.js';
import { pathOf } from '../route/router.js';
import { texts } from '../texts/language.js';
import { DeviceChoice } from '../widgets/device-choice.js';
import { chooseDevice, devicesOf } from '../widgets/devices-of.js';
import { NoDevices } from '../widgets/no-devices.js';
import { PageHead } from '../widgets/page-head.js';
import { DetectorList } from './detector-list.js';
import { DetectorPanel } from './detector-panel.js';
import { GasHistory } from './gas-history.js';
import { useDetector } from './use-detector.js';

const watched = { kinds: ['gas'] } as const;

/** All gas detectors; or one of them, with what it measured before. One that is alone needs no list. */
export function GasPage({ wanted }: { wanted: string | undefined }) {
  const { live } = useAppState();
  useWatched(watched);
  const detectors = useComputed(() => devicesOf(['gas'], live.model.value.devices.values())).value;
  const chosen = wanted === undefined && detectors.length > 1 ? undefined : chooseDevice(detectors, wanted);
  const isSettled = live.hasSnapshot.value;
  const t = texts.value;
  return (
    <>
      <PageHead title={t.pages.gas}>
        {(chosen !== undefined || wanted !== undefined) && (
          <DeviceChoice
            page="gas"
            devices={detectors}
            device={chosen}
            wanted={wanted}
            isSettled={isSettled}
          />
        )}
        {wanted !== undefined && detectors.length > 1 && (
          <a class="gas-all" href={pathOf({ page: 'gas' })} data-page>
            {t.gas.all}
          </a>
        )}
      </PageHead>
      {chosen && <ChosenDetector key={chosen.device} device={chosen.device} />}
      {!chosen && detectors.length > 0 && <DetectorList />}
      {detectors.length === 0 && (isSettled ? <NoDevices kind="gas" /> : <Skeleton />)}
    </>
  );
}

function ChosenDetector({ device }: { device: string }) {
  const detector = useDetector(device);
  if (!detector) return null;
  return (
    <>
      <DetectorPanel detector={detector} />
      <GasHistory detector={detector} />
    </>
  );
}

const Skeleton = () => (
  <div aria-busy="true">
    <div class="panel skeleton gas-skeleton" />
    <div class="panel skeleton skeleton-block" />
  </div>
);

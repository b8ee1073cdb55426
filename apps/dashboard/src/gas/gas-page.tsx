import { useAppState } from '../app-state.js';
import { useWatched } from '../live/use-watched.js';
import { pathOf } from '../route/router.js';
import { texts } from '../texts/language.js';
import { DeviceChoice } from '../widgets/device-choice.js';
import { NoDevices } from '../widgets/no-devices.js';
import { PageHead } from '../widgets/page-head.js';
import { DetectorList } from './detector-list.js';
import { DetectorPanel } from './detector-panel.js';
import { GasHistory } from './gas-history.js';
import { useChoice, useDetector, useDetectors } from './use-detector.js';

const watched = { kinds: ['gas'] } as const;

/** All gas detectors; or one of them, with what it measured before. One that is alone needs no list. */
export function GasPage({ wanted }: { wanted: string | undefined }) {
  const { live } = useAppState();
  useWatched(watched);
  const { count, chosen } = useChoice(wanted);
  const t = texts.value;
  return (
    <>
      <PageHead title={t.pages.gas}>
        {(chosen ?? wanted) !== undefined && <Choice chosen={chosen} wanted={wanted} />}
        {wanted !== undefined && count > 1 && (
          <a class="gas-all" href={pathOf({ page: 'gas' })} data-page>
            {t.gas.all}
          </a>
        )}
      </PageHead>
      {chosen !== undefined && <ChosenDetector key={chosen} device={chosen} />}
      {chosen === undefined && count > 0 && <DetectorList />}
      {count === 0 && (live.hasSnapshot.value ? <NoDevices kind="gas" /> : <Skeleton />)}
    </>
  );
}

function Choice({ chosen, wanted }: { chosen: string | undefined; wanted: string | undefined }) {
  const { live } = useAppState();
  const devices = useDetectors();
  const device = devices.find((one) => one.device === chosen);
  const isSettled = live.hasSnapshot.value && (device !== undefined) === (chosen !== undefined);
  return <DeviceChoice page="gas" devices={devices} device={device} wanted={wanted} isSettled={isSettled} />;
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

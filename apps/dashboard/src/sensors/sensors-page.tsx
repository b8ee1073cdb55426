import { useComputed } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { DeviceKind, DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { useWatched } from '../live/use-watched.js';
import { RangePicker } from '../range/range-picker.js';
import { texts } from '../texts/language.js';
import { NoDevices } from '../widgets/no-devices.js';
import { lazyPage } from '../widgets/lazy-page.js';
import { PageHead } from '../widgets/page-head.js';
import { SensorList } from './sensor-list.js';
import { SeriesList } from './sensor-series.js';

const kinds: readonly DeviceKind[] = ['sensor', 'meter'];

const { Page: SensorPage, load: loadSensorPage } = lazyPage<{ device: string }>(
  async () => (await import('./sensor-page.js')).SensorPage,
);

/** What sensors and meters say: all of them, or one. */
export const SensorsPage = ({ wanted }: { wanted: string | undefined }) =>
  wanted === undefined ? <AllSensors /> : <SensorPage key={wanted} device={wanted} />;

const isShown = ({ kind, isRetired, isIgnored }: DeviceSnapshot): boolean =>
  kinds.includes(kind) && !isRetired && !isIgnored;

function AllSensors() {
  useWatched({ kinds: [...kinds] });
  const { live } = useAppState();
  const list = useMemo(() => new SeriesList(), []);
  const all = useComputed(() =>
    list.of([...live.model.value.devices.values()].filter(isShown), texts.value.devices.metric),
  ).value;
  const isSettled = live.hasSnapshot.value;
  useEffect(() => void loadSensorPage(), []); // it opens at once then, and also without a connection
  return (
    <>
      <PageHead title={texts.value.pages.sensors}>
        <span class="page-head-spring" />
        <RangePicker />
      </PageHead>
      {all.length > 0 && <SensorList all={all} />}
      {all.length === 0 && isSettled && <NoDevices kind="sensor" />}
      {all.length === 0 && !isSettled && <div class="panel skeleton skeleton-block" aria-busy="true" />}
    </>
  );
}

import { useMemo } from 'preact/hooks';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { useWatched } from '../live/use-watched.js';
import { pathOf } from '../route/router.js';
import { texts } from '../texts/language.js';
import { nativeIdOf } from '../widgets/devices-of.js';
import { SensorHead } from './sensor-head.js';
import { SensorHistory } from './sensor-history.js';
import { SensorNow } from './sensor-now.js';
import { SeriesList } from './sensor-series.js';
import { PageSkeleton } from '../widgets/page-skeleton.js';

/** Everything of one device: its newest values, and the history of each of them. */
export function SensorPage({ device: id }: { device: string }) {
  useWatched({ devices: [id] });
  const { live } = useAppState();
  const device = live.model.value.devices.get(id);
  if (!device) return live.hasSnapshot.value ? <UnknownSensor id={id} /> : <PageSkeleton />;
  return <KnownSensor device={device} />;
}

function KnownSensor({ device }: { device: DeviceSnapshot }) {
  const list = useMemo(() => new SeriesList(), []);
  const series = list.of([device], texts.value.devices.metric);
  const { thresholds } = device;
  // The device is another one at every value; its history does not hang on that.
  const history = useMemo(
    () => <SensorHistory series={series} thresholds={thresholds} />,
    [series, JSON.stringify(thresholds)],
  );
  return (
    <>
      <SensorHead device={device} series={series} />
      <SensorNow device={device} series={series} />
      {history}
    </>
  );
}

function UnknownSensor({ id }: { id: string }) {
  const t = texts.value.sensors;
  return (
    <section class="panel notice">
      <h1 dir="auto">{t.unknown(nativeIdOf(id))}</h1>
      <a class="button" href={pathOf({ page: 'sensors' })} data-page>
        {t.all}
      </a>
    </section>
  );
}

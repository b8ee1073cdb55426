import { useAppState } from '../app-state.js';
import { useWatched } from '../live/use-watched.js';
import { pathOf } from '../route/router.js';
import { texts } from '../texts/language.js';
import { nativeIdOf } from '../widgets/devices-of.js';
import { DeviceFacts } from './device-facts.js';
import { DeviceHead } from './device-head.js';
import { DeviceMessages } from './device-messages.js';
import { DeviceSeries } from './device-series.js';
import { DeviceSettingsForm } from './device-settings-form.js';
import { Farewell } from './farewell.js';
import { PageSkeleton } from '../widgets/page-skeleton.js';

/** What is known of one device, and what may be set of it. */
export function DevicePage({ device: id }: { device: string }) {
  useWatched({ devices: [id] });
  const { live } = useAppState();
  const device = live.model.value.devices.get(id);
  if (!device) return live.hasSnapshot.value ? <UnknownDevice id={id} /> : <PageSkeleton />;
  return (
    <>
      <DeviceHead device={device} />
      <div class="device-page">
        <DeviceSettingsForm device={device} />
        <DeviceFacts device={device} />
        <DeviceSeries device={device} />
        <DeviceMessages device={id} />
        <Farewell device={device} />
      </div>
    </>
  );
}

function UnknownDevice({ id }: { id: string }) {
  const t = texts.value;
  return (
    <section class="panel notice">
      <h1 dir="auto">{t.sensors.unknown(nativeIdOf(id))}</h1>
      <p>{t.registry.unknownHint}</p>
      <a class="button" href={pathOf({ page: 'devices' })} data-page>
        {t.registry.all}
      </a>
    </section>
  );
}

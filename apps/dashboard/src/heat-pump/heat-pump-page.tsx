import { useComputed } from '@preact/signals';
import { useAppState } from '../app-state.js';
import { RangePicker } from '../range/range-picker.js';
import { texts } from '../texts/language.js';
import { DeviceChoice } from '../widgets/device-choice.js';
import { NoDevices } from '../widgets/no-devices.js';
import { PageHead } from '../widgets/page-head.js';
import { useChosenDevice } from '../widgets/use-chosen-device.js';
import { AlarmBanner } from './alarm-banner.js';
import { brandNames } from './brands.js';
import { estimatedOf } from './estimated.js';
import { KpiCards } from './kpi-cards.js';
import { PumpCharts } from './pump-charts.js';
import { PumpNow } from './pump-now.js';
import { RangeFigures } from './range-figures.js';
import { useAlarms } from './use-alarms.js';
import { usePump } from './use-pump.js';

/** Everything about one heat pump: what it does now, its key figures, and seven charts over the shared range. */
export function HeatPumpPage({ wanted }: { wanted: string | undefined }) {
  const { live } = useAppState();
  const { devices: pumps, device: pump } = useChosenDevice('heat-pump', wanted);
  const device = useComputed(() => pump.value?.device);
  const estimated = useComputed(() => estimatedOf(pump.value));
  const used = usePump(device);
  const alarms = useAlarms(pump.value);
  const isSettled = live.hasSnapshot.value;
  const brand = used.view.value.reply?.brand ?? pump.value?.brand;
  return (
    <>
      <PageHead title={texts.value.pages['heat-pump']}>
        <DeviceChoice page="heat-pump" devices={pumps.value} device={pump.value} {...{ wanted, isSettled }} />
        {brand && <span class={`badge badge-brand badge-${brand}`}>{brandNames[brand]}</span>}
        {pump.value && <RangePicker />}
      </PageHead>
      {isSettled && pumps.value.length === 0 && <NoDevices kind="heat-pump" />}
      {pump.value && (
        <div class="pump-page">
          <AlarmBanner pump={pump.value} alarmTexts={used.view.value.reply?.alarmTexts ?? {}} />
          <KpiCards pump={pump.value} view={used.view} />
          <PumpNow pump={pump.value} />
          <PumpCharts {...{ used, estimated, alarms }} />
          <RangeFigures view={used.view} />
        </div>
      )}
      {!isSettled && !pump.value && <PumpSkeleton />}
    </>
  );
}

/** In the size of what comes. */
const PumpSkeleton = () => (
  <div class="pump-page" aria-busy="true">
    <div class="pump-kpis">
      {[0, 1, 2, 3].map((place) => (
        <div key={place} class="panel tile skeleton pump-kpi" />
      ))}
    </div>
    <div class="panel skeleton pump-now" />
    <div class="panel skeleton skeleton-block" />
  </div>
);

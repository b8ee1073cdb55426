import type { DeviceSnapshot } from '@kilowatch/contracts';
import { comparePath, mostCompared } from '../compare/compare-address.js';
import { pathOf } from '../route/router.js';
import { texts } from '../texts/language.js';
import { labelOf } from '../widgets/devices-of.js';
import { DemoBadge, StateBadge } from '../widgets/state-badge.js';
import { ThresholdsButton } from '../widgets/thresholds-button.js';
import { PageHead } from '../widgets/page-head.js';
import type { SensorSeries } from './sensor-series.js';

interface SensorHeadProps {
  device: DeviceSnapshot;
  series: readonly SensorSeries[];
}

/** Who this is, whether it is there, and where to go from here. */
export function SensorHead({ device, series }: SensorHeadProps) {
  const t = texts.value;
  const about = [device.location, device.group, device.model].filter(Boolean).join(' · ');
  return (
    <>
      <a class="back-link" href={pathOf({ page: 'sensors' })} data-page>
        <span aria-hidden="true">‹</span> {t.sensors.all}
      </a>
      <PageHead title={labelOf(device)}>
        <DemoBadge device={device} />
        <StateBadge device={device} />
        <span class="page-head-name" dir="auto">
          {about}
        </span>
        <span class="page-head-spring" />
        <div class="page-actions">
          <ThresholdsButton device={device} />
          <a
            class="button button-small button-quiet"
            href={comparePath(series.slice(0, mostCompared))}
            data-page
          >
            {t.sensors.compare}
          </a>
          <a
            class="button button-small button-quiet"
            href={pathOf({ page: 'devices', device: device.device })}
            data-page
          >
            {t.sensors.settings}
          </a>
        </div>
      </PageHead>
    </>
  );
}

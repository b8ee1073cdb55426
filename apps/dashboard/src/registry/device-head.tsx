import type { DeviceKind, DeviceSnapshot } from '@kilowatch/contracts';
import { type PageName, pathOf } from '../route/router.js';
import { texts } from '../texts/language.js';
import { labelOf } from '../widgets/devices-of.js';
import { PageHead } from '../widgets/page-head.js';
import { DemoBadge } from '../widgets/state-badge.js';
import { ThresholdsButton } from '../widgets/thresholds-button.js';
import { RegistryBadge } from './registry-badge.js';

/** Where the values of a kind are shown. */
const pageOfKind: Partial<Record<DeviceKind, PageName>> = {
  battery: 'battery',
  cell: 'cell',
  gas: 'gas',
  'heat-pump': 'heat-pump',
  sensor: 'sensors',
  meter: 'sensors',
};

/** Who this is, whether it is there, and where its values are. */
export function DeviceHead({ device }: { device: DeviceSnapshot }) {
  const t = texts.value;
  const page = pageOfKind[device.kind];
  return (
    <>
      <a class="back-link" href={pathOf({ page: 'devices' })} data-page>
        <span aria-hidden="true">‹</span> {t.registry.all}
      </a>
      <PageHead title={labelOf(device)}>
        <DemoBadge device={device} />
        <RegistryBadge device={device} />
        <span class="page-head-name">{t.overview.kind[device.kind]}</span>
        <span class="page-head-spring" />
        <div class="page-actions">
          <ThresholdsButton device={device} />
          {page && (
            <a
              class="button button-small button-quiet"
              href={pathOf({ page, device: device.device })}
              data-page
            >
              {t.registry.showValues}
            </a>
          )}
        </div>
      </PageHead>
    </>
  );
}

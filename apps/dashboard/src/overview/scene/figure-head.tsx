import type { DeviceSnapshot } from '@kilowatch/contracts';
import { type KindPage, pathOf } from '../../route/router.js';
import { texts } from '../../texts/language.js';
import { DemoBadge } from '../../widgets/state-badge.js';

/** What a figure stands for, as a link to its page; how many there are of it, where there are several. */
export function FigureHead({ page, devices }: { page: KindPage; devices: readonly DeviceSnapshot[] }) {
  const count = devices.length > 1 ? ` × ${devices.length}` : '';
  const [first] = devices;
  return (
    <>
      <p class="figure-head">
        <a href={pathOf({ page })} data-page>
          {texts.value.pages[page]}
          {count}
        </a>
      </p>
      <p class="figure-badge">
        {first && devices.every(({ isDemo }) => isDemo) && <DemoBadge device={first} />}
      </p>
    </>
  );
}

import type { DeviceSnapshot } from '@kilowatch/contracts';
import { type KindPage, pathOf } from '../../route/router.js';
import { texts } from '../../texts/language.js';
import { DemoBadge } from '../../widgets/state-badge.js';

interface FigureHeadProps {
  page: KindPage;
  devices: readonly DeviceSnapshot[];
  /** Of how many of them the numbers are. */
  counted?: number;
}

/** What a figure stands for, as a link to its page; how many there are of it, where there are several. */
export function FigureHead({ page, devices, counted = devices.length }: FigureHeadProps) {
  const t = texts.value;
  const all = devices.length;
  const many = counted < all ? ` ${t.overview.partOf(counted, all)}` : ` × ${all}`;
  const count = all > 1 ? many : '';
  const [first] = devices;
  return (
    <>
      <p class="figure-head" key={count}>
        <a href={pathOf({ page })} data-page>
          {t.pages[page]}
          {count}
        </a>
      </p>
      <p class="figure-badge">
        {first && devices.every(({ isDemo }) => isDemo) && <DemoBadge device={first} />}
      </p>
    </>
  );
}

import type { ComponentChildren } from 'preact';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../../app-state.js';
import { formatFor } from '../../format/format.js';
import { type PageName, pathOf } from '../../route/router.js';
import { icons, type PageIcon } from '../../shell/icons.js';
import { texts } from '../../texts/language.js';
import { livingStateNow } from '../../widgets/living-state.js';
import { type ConnectableKind } from '../../widgets/connect-line.js';
import { DemoBadge } from '../../widgets/state-badge.js';
import { useMoment } from '../reports.js';
import { ageWords } from '../../format/age-words.js';
import { ConnectCard } from './connect-card.js';

/** What a card is about. */
export interface DomainDevices {
  /** In the order in which people look for them. */
  devices: readonly DeviceSnapshot[];
  /** The same in the order of its rows: who is silent comes first. */
  listed: readonly DeviceSnapshot[];
}

interface DomainCardProps {
  page: PageIcon & PageName;
  kind: ConnectableKind;
  devices: readonly DeviceSnapshot[];
  /** For how many lines there is no room; less than one: for none. */
  more: number;
  /** Rows, and a trend. */
  children: ComponentChildren;
}

/** One kind of devices: whether they report, their main values, a trend. Without a device it says how to connect one. */
export function DomainCard({ page, kind, devices, more, children }: DomainCardProps) {
  const { live } = useAppState();
  if (devices.length === 0 && live.hasSnapshot.value) return <ConnectCard page={page} kind={kind} />;
  return (
    <section class="panel domain-card" aria-labelledby={`card-${page}`} data-domain={page}>
      <CardHead page={page}>{devices.length > 0 && <Reporting devices={devices} />}</CardHead>
      {children}
      <div class="card-foot">
        <p class="age">{devices.length > 0 && <HeardLast devices={devices} />}</p>
        {more > 0 && <More count={more} page={page} />}
        {devices[0] && devices.every(({ isDemo }) => isDemo) && <DemoBadge device={devices[0]} />}
      </div>
    </section>
  );
}

export const CardHead = ({ page, children }: { page: PageIcon & PageName; children?: ComponentChildren }) => (
  <div class="card-head">
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={icons[page]} />
    </svg>
    <h2 id={`card-${page}`}>
      <a class="card-link" href={pathOf({ page })} data-page>
        {texts.value.pages[page]}
      </a>
    </h2>
    {children}
  </div>
);

/** Whether they are there, in a word; of several how many. */
function Reporting({ devices }: { devices: readonly DeviceSnapshot[] }) {
  const { nowMs, isOffline } = useMoment();
  const t = texts.value;
  const [first] = devices;
  const heard = devices.filter((device) => livingStateNow(device, nowMs) === 'online').length;
  const isWhole = heard === devices.length;
  const only = devices.length === 1 && first ? livingStateNow(first, nowMs) : undefined;
  const state = isOffline ? 'unknown' : (only ?? (isWhole ? 'online' : 'silent'));
  const words = isOffline || only ? t.devices.state[state] : t.overview.report(heard, devices.length);
  return (
    <span class={`badge badge-${state}`} key={words}>
      {words}
    </span>
  );
}

function HeardLast({ devices }: { devices: readonly DeviceSnapshot[] }) {
  const { nowMs } = useMoment();
  const lastMs = Math.max(...devices.map(({ lastSeenAtMs }) => lastSeenAtMs));
  return <>{ageWords(Math.max(0, nowMs - lastMs))}</>;
}

/** The rest, on the page of its kind. */
const More = ({ count, page }: { count: number; page: PageName }) => (
  <a class="card-more" href={pathOf({ page })} data-page>
    {texts.value.devices.more(formatFor(texts.value.locale).count(count))}
  </a>
);

import type { DeviceSnapshot } from '@kilowatch/contracts';
import { formatFor } from '../format/format.js';
import { pathOf } from '../route/router.js';
import { texts } from '../texts/language.js';
import { labelOf } from '../widgets/devices-of.js';
import { DemoBadge } from '../widgets/state-badge.js';
import { doubtsOf, doubtWords } from './doubts.js';
import { durationText } from './duration-text.js';
import { RegistryBadge } from './registry-badge.js';
import { HeardLine } from '../widgets/heard-line.js';

/** One device of the registry: who, whether it is there, how often it speaks, where it is and what is doubtful. */
export function DeviceRow({ device }: { device: DeviceSnapshot }) {
  const t = texts.value;
  const { count } = formatFor(t.locale);
  const { kind, dialect, expectedIntervalMs, metrics } = device;
  const doubt = doubtWords(doubtsOf(device), t, count);
  const values = Object.keys(metrics).length;
  return (
    <li class="device-row" data-device={device.device}>
      <div class="sensor-name">
        <a
          href={pathOf({ page: 'devices', device: device.device })}
          data-page
          dir="auto"
          title={device.device}
        >
          {labelOf(device)}
        </a>
        <DemoBadge device={device} />
        <p class="hint">{t.overview.kind[kind]}</p>
      </div>
      <div>
        <RegistryBadge device={device} />
        <HeardLine device={device} />
      </div>
      <div class="device-row-words">
        <p>
          {expectedIntervalMs === undefined
            ? t.registry.noInterval
            : t.registry.every(durationText(expectedIntervalMs, t.locale))}
        </p>
        <p class="hint">{dialect ?? '–'}</p>
      </div>
      <div class="device-row-words">
        <p dir="auto">{device.location ?? <span class="hint">{t.registry.noPlace}</span>}</p>
        <p class="hint" dir="auto">
          {device.group}
        </p>
      </div>
      <div class="device-row-words">
        <p>{t.registry.values(values, count(values))}</p>
        <p class={doubt ? 'hint hint-warning' : 'hint'}>{doubt ?? t.registry.noDoubt}</p>
      </div>
    </li>
  );
}

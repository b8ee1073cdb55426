import type { ComponentChildren } from 'preact';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { timeZoneOf, useAppState } from '../app-state.js';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { staleAfterMsOf } from '../widgets/living-state.js';
import { CalibrationLine } from './calibration-line.js';
import { durationText } from './duration-text.js';
import { QualityLine } from './quality-line.js';
import { HeardLine } from '../widgets/heard-line.js';

/** How a device speaks, how often, and how far it can be relied upon. */
export function DeviceFacts({ device }: { device: DeviceSnapshot }) {
  const { site } = useAppState();
  const t = texts.value;
  const { registry } = t;
  const { dateTime } = formatFor(t.locale);
  const timeOf = (atMs: number): string => dateTime(atMs, timeZoneOf(site.value));
  const { expectedIntervalMs, silentSinceMs } = device;
  return (
    <section class="panel" aria-labelledby="device-facts">
      <h2 id="device-facts">{registry.facts}</h2>
      <dl class="facts">
        <Fact words={registry.id}>
          <code>{device.device}</code>
        </Fact>
        <Fact words={registry.dialect}>{device.dialect ?? '–'}</Fact>
        {device.model !== undefined && <Fact words={registry.model}>{device.model}</Fact>}
        <Fact words={registry.rhythm}>
          {expectedIntervalMs === undefined
            ? registry.noInterval
            : registry.every(durationText(expectedIntervalMs, t.locale))}
          <p class="hint">{registry.silentAfter(durationText(staleAfterMsOf(device), t.locale))}</p>
        </Fact>
        <Fact words={registry.lastHeard}>
          {timeOf(device.lastSeenAtMs)}
          <HeardLine device={device} />
        </Fact>
        {silentSinceMs !== undefined && (
          <Fact words={registry.silentSince}>
            <span class="hint-warning">{timeOf(silentSinceMs)}</span>
          </Fact>
        )}
        <Fact words={registry.lastWill}>{registry.connections[device.connection]}</Fact>
        <Fact words={registry.firstHeard}>{timeOf(device.firstSeenAtMs)}</Fact>
        <Fact words={registry.quality}>
          <QualityLine device={device} />
        </Fact>
        {(device.kind === 'gas' || device.calibration !== undefined) && (
          <Fact words={registry.calibration}>
            <CalibrationLine device={device} />
          </Fact>
        )}
      </dl>
    </section>
  );
}

const Fact = ({ words, children }: { words: string; children: ComponentChildren }) => (
  <div>
    <dt class="label">{words}</dt>
    <dd dir="auto">{children}</dd>
  </div>
);

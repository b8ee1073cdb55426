import type { DeviceSnapshot } from '@kilowatch/contracts';
import { formatFor } from '../../format/format.js';
import { texts } from '../../texts/language.js';
import { useReports } from '../reports.js';
import { ageTitle, doubtOf, numberOf } from '../said.js';
import type { Domains } from '../site-devices.js';
import { BatteryFigure } from './battery-figure.js';
import { Commanded } from './commanded.js';
import { HouseFigure } from './house-figure.js';
import { PumpFigure } from './pump-figure.js';

/** The site as a picture: what flows where, how warm it is, whether the air is safe. Its words say everything that it draws. */
export function Scene({ domains }: { domains: Domains }) {
  const [batteries, pumps] = [domains.batteries.value, domains.pumps.value];
  const [detectors, cells, sensors] = [domains.detectors.value, domains.cells.value, domains.sensors.value];
  return (
    <div class="scene-place">
      <section class="panel scene" aria-labelledby="scene-title">
        <div class="scene-head">
          <h2 id="scene-title">{texts.value.overview.now}</h2>
          <Outdoors pump={pumps[0]} />
        </div>
        <BatteryFigure batteries={batteries} />
        <HouseFigure pump={pumps[0]} cells={cells} detectors={detectors} sensors={sensors} />
        <PumpFigure pumps={pumps} />
        <Commanded />
      </section>
    </div>
  );
}

function Outdoors({ pump }: { pump: DeviceSnapshot | undefined }) {
  const t = texts.value;
  const value = useReports()(pump)('outdoor_temp');
  const [text, doubt] = [numberOf(value, (c) => formatFor(t.locale).number(c, 1)), doubtOf(value)];
  if (!pump) return null;
  return (
    <p class={`outdoors is-${value.freshness}`} key={`${text} ${doubt}`.length} title={ageTitle(value)}>
      <span class="label">{t.devices.metric.outdoor_temp}</span>{' '}
      <span class="reading" data-metric="outdoor_temp">
        {text}
        <span class="unit">°C</span>
      </span>{' '}
      <span class="age">{doubt}</span>
    </p>
  );
}

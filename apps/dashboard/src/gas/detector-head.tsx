import { useAppState } from '../app-state.js';
import { isCutOff } from '../live/is-cut-off.js';
import { pathOf } from '../route/router.js';
import { texts } from '../texts/language.js';
import { labelOf } from '../widgets/devices-of.js';
import { DemoBadge, StateBadge } from '../widgets/state-badge.js';
import { calibrationStateOf } from '../registry/calibration-state.js';
import { useToday } from '../registry/use-today.js';
import type { Detector } from './read-detector.js';
import { StandingLine } from './standing-line.js';
import { useHeard } from '../widgets/heard-line.js';

/** Where a detector is, when it was heard, and what is to be said of it first. */
export function DetectorState({ detector }: { detector: Detector }) {
  const { live } = useAppState();
  const { device } = detector;
  const heard = useHeard(device);
  const place = [device.location, device.group, device.model].filter(Boolean).join(' · ');
  return (
    <>
      <p class="age">
        {place && <bdi>{place}</bdi>}
        {place && ' · '}
        {heard}
      </p>
      <StandingLine detector={detector} isOffline={isCutOff(live.status.value)} />
    </>
  );
}

/** Which of several detectors it is, and what {@link DetectorState} says. */
export function DetectorHead({ detector }: { detector: Detector }) {
  const t = texts.value.devices;
  const { device } = detector;
  const label = labelOf(device);
  const calibration = calibrationStateOf(device, useToday());
  return (
    <>
      <div class="gas-head">
        <h2 dir="auto" title={label}>
          <a href={pathOf({ page: 'gas', device: device.device })} data-page>
            {label}
          </a>
        </h2>
        <DemoBadge device={device} />
        {calibration === 'uncalibrated' && (
          <span class="badge badge-warning" title={t.uncalibratedHint}>
            {t.uncalibrated}
          </span>
        )}
        {calibration === 'overdue' && <span class="badge badge-warning">{texts.value.gas.overdue}</span>}
        <StateBadge device={device} />
      </div>
      <DetectorState detector={detector} />
    </>
  );
}

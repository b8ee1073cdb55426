import { useSignal } from '@preact/signals';
import { ThresholdsDialog } from '../registry/thresholds-dialog.js';
import { pathOf } from '../route/router.js';
import { texts } from '../texts/language.js';
import { Calibration } from './calibration.js';
import { GasRows } from './detector-card.js';
import { DetectorFacts } from './detector-facts.js';
import { DetectorState } from './detector-head.js';
import type { Detector } from './read-detector.js';

/** One detector as it is now: its gases, and what it says of itself. */
export function DetectorPanel({ detector }: { detector: Detector }) {
  const isSettingLimits = useSignal(false);
  const t = texts.value.gas;
  const { device, gases } = detector;
  return (
    <section class="panel gas-panel" data-device={device.device} aria-label={t.now}>
      <DetectorState detector={detector} />
      <div class="gas-panel-parts">
        <div class="gas-main">
          <GasRows gases={gases} from={device} />
          <DetectorFacts detector={detector} />
        </div>
        <div class="gas-aside">
          <Calibration device={device} />
          <p class="gas-links">
            <button
              class="button button-small button-quiet"
              type="button"
              onClick={() => (isSettingLimits.value = true)}
            >
              {t.setLimits}
            </button>
            <a href={pathOf({ page: 'devices', device: device.device })} data-page>
              {t.settings}
            </a>
          </p>
          <p class="hint">
            {t.limitsHint} {t.notCertified}
          </p>
        </div>
      </div>
      {isSettingLimits.value && (
        <ThresholdsDialog device={device} onClose={() => (isSettingLimits.value = false)} />
      )}
    </section>
  );
}

import { useSignal } from '@preact/signals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { DetectorFacts } from './detector-facts.js';
import { DetectorHead } from './detector-head.js';
import { GasRow } from './gas-row.js';
import { SensorFarewell } from './sensor-farewell.js';
import type { SensedGas } from './gas-standing.js';
import { useDetector } from './use-detector.js';

/** One detector among others. */
export function DetectorCard({ device }: { device: string }) {
  const detector = useDetector(device);
  if (!detector) return null;
  return (
    <section class="panel gas-card" data-device={device}>
      <DetectorHead detector={detector} />
      <GasRows gases={detector.gases} />
      <DetectorFacts detector={detector} />
    </section>
  );
}

/** More sensors are shown when somebody asks. */
const mostAtFirst = 12;

interface GasRowsProps {
  gases: readonly SensedGas[];
  /** The detector, where one may take out a sensor that it no longer reports. */
  from?: DeviceSnapshot;
}

/** The sensors of a detector. */
export function GasRows({ gases, from }: GasRowsProps) {
  const isWhole = useSignal(false);
  const t = texts.value.devices;
  const shown = isWhole.value ? gases : gases.slice(0, mostAtFirst);
  if (gases.length === 0) return <p class="hint">{t.noValues}</p>;
  return (
    <>
      <ul class="gas-rows">
        {shown.map((gas) => (
          <GasRow
            key={gas.sensor.key}
            gas={gas}
            farewell={from && <SensorFarewell device={from} gas={gas} />}
          />
        ))}
      </ul>
      {gases.length > mostAtFirst && (
        <button
          class="button button-small button-quiet"
          type="button"
          onClick={() => (isWhole.value = !isWhole.value)}
        >
          {isWhole.value ? t.fewer : t.more(formatFor(texts.value.locale).count(gases.length - mostAtFirst))}
        </button>
      )}
    </>
  );
}

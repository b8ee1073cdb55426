import { useSignal } from '@preact/signals';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { DetectorCard } from './detector-card.js';
import { useWorstFirst } from './use-detector.js';

const atOnce = 24;

/** Every detector, the worst first. */
export function DetectorList() {
  const order = useWorstFirst();
  const shown = useSignal(atOnce);
  const t = texts.value;
  const rest = order.length - shown.value;
  return (
    <>
      <div class="gas-list">
        {order.slice(0, shown.value).map((device) => (
          <DetectorCard key={device} device={device} />
        ))}
      </div>
      {rest > 0 && (
        <button class="button button-quiet gas-more" type="button" onClick={() => (shown.value += atOnce)}>
          {t.devices.more(formatFor(t.locale).count(rest))}
        </button>
      )}
      <p class="hint gas-note">{t.gas.notCertified}</p>
    </>
  );
}

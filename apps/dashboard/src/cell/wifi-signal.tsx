import { wifiSignalOf } from '@kilowatch/domain/wifi-signal';
import { texts } from '../texts/language.js';

const heights = [5, 9, 13, 17];

/** What a signal is worth: bars as on a telephone, and a word. */
export function WifiSignal({ rssiDbm }: { rssiDbm: number | undefined }) {
  const t = texts.value.cell;
  const signal = rssiDbm === undefined ? undefined : wifiSignalOf(rssiDbm);
  return (
    <p class={`wifi wifi-${signal?.bars ?? 'none'}`}>
      <svg
        class="wifi-bars"
        viewBox="0 0 25 17"
        role="img"
        aria-label={signal ? t.bars(signal.bars) : texts.value.age.never}
      >
        {heights.map((height, i) => (
          <rect
            key={height}
            class={i < (signal?.bars ?? 0) ? 'wifi-bar is-on' : 'wifi-bar'}
            x={i * 6.5}
            y={17 - height}
            width="5"
            height={height}
            rx="1"
          />
        ))}
      </svg>
      <span>{signal && t.signal[signal.label]}</span>
    </p>
  );
}

import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { directionOf } from './direction.js';
import { scaleEndW } from './scale-end.js';

interface PowerScaleProps {
  /** W, positive while discharging. */
  powerW: number | undefined;
  setpointW: number | undefined;
  ratedPowerW: number | undefined;
  isStale: boolean;
}

const width = 1_000;
const middle = width / 2;

/** A needle-free instrument: charge to the left of the middle, discharge to the right, a mark at the setpoint. */
export function PowerScale({ powerW, setpointW, ratedPowerW, isStale }: PowerScaleProps) {
  const t = texts.value;
  const format = formatFor(t.locale);
  const endW = scaleEndW([powerW, setpointW], ratedPowerW);
  const at = (value: number): number => middle + (Math.max(-1, Math.min(1, value / endW)) * width) / 2;
  const direction = powerW === undefined ? 'idle' : directionOf(powerW);
  const end = format.powerText(endW, endW % 1_000 === 0 ? 0 : 1);
  return (
    <div class={`scale ${isStale ? 'is-stale' : ''}`} aria-hidden="true">
      <svg class="scale-bar" viewBox={`0 0 ${width} 30`} preserveAspectRatio="none">
        <rect class="scale-track" y="9" width={width} height="12" />
        {powerW !== undefined && (
          <rect
            class={`scale-fill scale-${direction}`}
            x={Math.min(middle, at(powerW))}
            y="9"
            width={Math.abs(at(powerW) - middle)}
            height="12"
          />
        )}
        {[0.25, 0.5, 0.75].map((part) => (
          <line key={part} class="scale-tick" x1={part * width} x2={part * width} y1="5" y2="25" />
        ))}
        {setpointW !== undefined && (
          <line class="scale-setpoint" x1={at(setpointW)} x2={at(setpointW)} y1="1" y2="29" />
        )}
      </svg>
      <div class="scale-words">
        <span key={`a${end}`}>{end}</span>
        <span class="scale-charge">{t.command.charge}</span>
        <span>0</span>
        <span class="scale-discharge">{t.command.discharge}</span>
        <span key={`b${end}`}>{end}</span>
      </div>
    </div>
  );
}

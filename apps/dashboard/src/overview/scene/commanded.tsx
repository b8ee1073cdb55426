import { useAppState } from '../../app-state.js';
import { effectsOf } from '../../command/effect.js';
import { formatFor, join } from '../../format/format.js';
import { texts } from '../../texts/language.js';
import { commandedBattery } from '../../widgets/devices-of.js';
import { ageWords } from '../../format/age-words.js';

/** The command in effect. It grows old and never stale: it holds until another comes. */
export function Commanded() {
  const { live } = useAppState();
  const t = texts.value;
  const metrics = live.model.value.devices.get(commandedBattery)?.metrics ?? {};
  const direction =
    effectsOf(metrics['charge'], metrics['discharge']).charge === 'active' ? 'charge' : 'discharge';
  const state = metrics[direction];
  if (!state) return <div class="commanded" />;
  const size = join(formatFor(t.locale).power(state.value * 1_000));
  return (
    <div class="commanded">
      <p>
        <span class="label">{t.overview.commanded}</span>{' '}
        <span class="ground-number">
          {state.value === 0 ? t.command.stop : `${t.command[direction]} ${size}`}
        </span>
      </p>
      <p class="age">{ageWords(Math.max(0, live.nowMs.value - state.atMs))}</p>
    </div>
  );
}

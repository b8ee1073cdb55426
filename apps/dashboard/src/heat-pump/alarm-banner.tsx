import type { DeviceSnapshot } from '@kilowatch/contracts';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { serverWords, Worded } from '../texts/server-words.js';
import { useReported } from '../widgets/use-reported.js';

interface AlarmBannerProps {
  pump: DeviceSnapshot;
  /** What codes mean, in English. */
  alarmTexts: Readonly<Record<string, string>>;
}

/** An alarm of the pump with what its code means; nothing while there is none. Of IVT the code stays when the alarm has gone. */
export function AlarmBanner({ pump, alarmTexts }: AlarmBannerProps) {
  const valueOf = useReported(pump);
  const t = texts.value.heatPump;
  const status = valueOf('alarm_status');
  const { value: code = 0 } = valueOf('alarm_code');
  if (!status.value) return null;
  const english = alarmTexts[code];
  const meaning = english && (t.alarmMeanings[english] ?? serverWords(english, texts.value));
  return (
    <div class="panel pump-alarm" role="alert">
      <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
        <path d="M10 3 18 16.500H2zM10 8v4M10 14.300v.01" />
      </svg>
      <div>
        <p class="pump-alarm-words" data-metric="alarm_code">
          {code > 0 ? t.alarm(String(code)) : t.alarmWithoutCode}
          {meaning && <Worded text={`: ${meaning}`} />}
        </p>
        <p class="hint">
          {t.alarmHint}
          {status.freshness === 'stale' && ` ${t.alarmOld(formatFor(texts.value.locale).age(status.ageMs))}`}
        </p>
      </div>
    </div>
  );
}

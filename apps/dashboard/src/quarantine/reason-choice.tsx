import type { FaultCode } from '@kilowatch/contracts';
import type { QuarantinePage as Summary } from '../api/system-api.js';
import { setQuery } from '../route/router.js';
import { useSystemWords } from '../system/words.js';
import { codeWord } from './code-word.js';

interface ReasonChoiceProps {
  held: Summary;
  code: FaultCode | undefined;
}

/** Which reason is looked at, with how many are kept of each; it stands in the address. */
export function ReasonChoice({ held: { kept, keptCounts, counts }, code }: ReasonChoiceProps) {
  const { t, count } = useSystemWords();
  const reasons = Object.entries(keptCounts).sort(([, a], [, b]) => b - a);
  // Of what is looked at there may be none any more.
  if (code !== undefined && keptCounts[code] === undefined) reasons.push([code, 0]);
  return (
    <fieldset class="reasons">
      <legend class="visually-hidden">{t.quarantine.reasons}</legend>
      <Reason code={undefined} isChosen={code === undefined} text={t.quarantine.all} kept={count(kept)} />
      {reasons.map(([reason, number]) => (
        <Reason
          key={reason}
          code={reason}
          isChosen={reason === code}
          text={codeWord(reason, t)}
          kept={count(number)}
          title={t.quarantine.ever(count(counts[reason as FaultCode] ?? 0))}
        />
      ))}
    </fieldset>
  );
}

interface ReasonProps {
  code: string | undefined;
  isChosen: boolean;
  text: string;
  kept: string;
  title?: string;
}

const Reason = ({ code, isChosen, text, kept, title }: ReasonProps) => (
  <label class="reason" title={title} data-reason={code ?? 'all'}>
    <input type="radio" name="reason" checked={isChosen} onChange={() => setQuery({ code }, 'new')} />
    <span>
      {text} <b>{kept}</b>
    </span>
  </label>
);

import { type FaultCode } from '@kilowatch/contracts';
import type { QuarantinePage as Summary } from '../api/system-api.js';
import { reasonOf } from '../command/command-outcome.js';
import { query } from '../route/router.js';
import { useSystemWords } from '../system/words.js';
import { Worded } from '../texts/server-words.js';
import { PageHead } from '../widgets/page-head.js';
import { Meaning } from './meaning.js';
import { QuarantineTools } from './quarantine-tools.js';
import { ReasonChoice } from './reason-choice.js';
import { RefusalList } from './refusal-list.js';
import { useSummary } from './use-summary.js';

/** What was refused: why, what was sent, and a second chance for it. */
export function QuarantinePage() {
  const { summary, changed, askNow } = useSummary();
  const { t, count, bytes } = useSystemWords();
  const code = (query.value.get('code') ?? undefined) as FaultCode | undefined;
  const { value: state } = summary;
  const { value: held } = state;
  return (
    <>
      <PageHead title={t.pages.quarantine}>
        {held && held.kept > 0 && (
          <span class={state.failure === undefined ? 'badge tone-warning' : 'badge'} data-kept={held.kept}>
            {t.quarantine.kept(count(held.kept), bytes(held.bytes))}
          </span>
        )}
        {state.failure !== undefined && (
          <p class="hint hint-warning" role="status">
            <Worded text={t.system.noNews(reasonOf(state.failure, t))} />
          </p>
        )}
      </PageHead>
      {held?.kept === 0 ? (
        <Empty held={held} />
      ) : (
        <div class="quarantine" aria-busy={held === undefined}>
          <p class="label quarantine-intro">{t.quarantine.intro}</p>
          {held ? (
            <>
              <ReasonChoice held={held} code={code} />
              <Meaning code={code} />
              <QuarantineTools key={`tools ${code}`} held={held} code={code} onChanged={askNow} />
              <RefusalList key={`list ${code}`} code={code} changed={changed} onChanged={askNow} />
            </>
          ) : (
            <div class="panel skeleton skeleton-block" />
          )}
        </div>
      )}
    </>
  );
}

function Empty({ held }: { held: Summary }) {
  const { t, count } = useSystemWords();
  return (
    <section class="panel notice quarantine-empty">
      <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
        <path d="M10 2.5 17 5v5c0 4-3 6.5-7 7.5-4-1-7-3.500-7-7.500V5zM6.500 10l2.500 2.500 4.500-5" />
      </svg>
      <h2>{t.quarantine.empty}</h2>
      <p>{held.total > 0 ? t.quarantine.emptyOnce(count(held.total)) : t.quarantine.emptyHint}</p>
    </section>
  );
}

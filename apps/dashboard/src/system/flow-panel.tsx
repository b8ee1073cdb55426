import type { SystemReport } from '../api/system-api.js';
import { type Account, type Entry, historianAccount, ingestAccount } from './accounts.js';
import { SystemPanel } from './facts.js';
import { figuresOf, serviceIn } from './site-parts.js';
import { useSystemWords } from './words.js';

/** What came in and what became of all of it, of the two services on its way. */
export function FlowPanel({ system }: { system: SystemReport }) {
  const { t, count } = useSystemWords();
  const flowOf = (name: 'ingest' | 'historian') => serviceIn(system, name)?.details?.flow;
  const [ingest, historian] = [flowOf('ingest'), flowOf('historian')];
  const { messagesOnUnknownTopics = 0 } = figuresOf(system, 'ingest');
  return (
    <SystemPanel title={t.system.flow} hint={t.system.flowHint} class="flow-panel">
      <div class="accounts">
        {ingest && (
          <AccountTable
            title={t.system.ofIngest}
            account={ingestAccount(ingest, figuresOf(system, 'ingest'))}
            note={
              messagesOnUnknownTopics > 0 ? t.system.unknownTopics(count(messagesOnUnknownTopics)) : undefined
            }
          />
        )}
        {historian && (
          <AccountTable
            title={t.system.ofHistorian}
            account={historianAccount(historian, figuresOf(system, 'historian'))}
          />
        )}
      </div>
    </SystemPanel>
  );
}

interface AccountTableProps {
  title: string;
  account: Account;
  note?: string | undefined;
}

function AccountTable({ title, account: { came, became, unaccounted }, note }: AccountTableProps) {
  const { t, count } = useSystemWords();
  return (
    <div class="account">
      <div class="account-head">
        <h3>{title}</h3>
        {unaccounted !== undefined && (
          <span class={`badge tone-${unaccounted === 0 ? 'good' : 'bad'}`} data-account={unaccounted}>
            {unaccounted === 0 ? t.system.addsUp : t.system.missing(count(unaccounted))}
          </span>
        )}
      </div>
      <dl class="system-facts">
        {came.map((entry) => (
          <Line key={entry.name} entry={entry} isSum />
        ))}
        {became.map((entry) => (
          <Line key={entry.name} entry={entry} isSum={false} />
        ))}
      </dl>
      {note && <p class="hint">{note}</p>}
    </div>
  );
}

function Line({ entry: { name, count: value }, isSum }: { entry: Entry; isSum: boolean }) {
  const { t, count } = useSystemWords();
  const tone = name === 'dropped' && value > 0 ? 'is-bad' : value === 0 ? 'is-zero' : '';
  return (
    <div class={`system-fact ${isSum ? 'fact-sum' : ''} ${tone}`} data-entry={name}>
      <dt>{t.system.entries[name]}</dt>
      <dd class="fact-value">{count(value)}</dd>
    </div>
  );
}

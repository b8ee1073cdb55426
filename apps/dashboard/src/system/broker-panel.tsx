import type { SystemReport } from '../api/system-api.js';
import { Fact, Facts, SystemPanel, UsageBar } from './facts.js';
import { brokerFiguresIn, trafficOf } from './site-parts.js';
import { useSystemWords } from './words.js';

/** Through it everything goes that services say to each other. */
export function BrokerPanel({ system }: { system: SystemReport }) {
  const words = useSystemWords();
  const t = words.t.system;
  const { kind, address, problem } = system.broker;
  const { brokerClients, brokerJournalBytes, brokerJournalQuotaBytes } = brokerFiguresIn(system) ?? {};
  const { received, published } = trafficOf(system);
  const rate = (perS: number) => t.perSecond(words.number(perS, perS < 10 ? 1 : 0));
  const sum = (name: string): number =>
    system.services.reduce((all, { details }) => all + (Number(details?.figures?.[name]) || 0), 0);
  return (
    <SystemPanel
      title={t.broker}
      state={problem === null ? { tone: 'good', text: t.connected } : { tone: 'bad', text: t.disconnected }}
    >
      <Facts>
        <Fact
          label={t.kind}
          value={kind === 'embedded' ? t.embedded : t.external}
          hint={address ?? undefined}
        />
        <Fact
          label={t.messages}
          value={
            received !== null && published !== null ? t.inOut(rate(received), rate(published)) : undefined
          }
        />
        <Fact
          label={t.clients}
          value={brokerClients !== undefined ? words.count(brokerClients) : undefined}
        />
        <Fact label={t.reconnections} value={words.count(sum('brokerReconnections'))} />
        <Fact label={t.unconfirmed} value={words.count(sum('messagesNotConfirmed'))} />
        {brokerJournalBytes !== undefined && brokerJournalQuotaBytes ? (
          <Fact
            label={t.brokerJournal}
            value={t.of(words.bytes(brokerJournalBytes), words.bytes(brokerJournalQuotaBytes))}
          >
            <UsageBar used={brokerJournalBytes} limit={brokerJournalQuotaBytes} />
          </Fact>
        ) : null}
      </Facts>
    </SystemPanel>
  );
}

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { OriginalMessage } from '@kilowatch/contracts';
import { fetchMessages } from '../api/registry-api.js';
import { timeZoneOf, useAppState } from '../app-state.js';
import { reasonOf } from '../command/command-outcome.js';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { serverWords, Worded } from '../texts/server-words.js';

/** More of a message would push the others off the screen. */
const mostCharacters = 2_000;

/** The newest messages of a device as they came in: what it has really said. */
export function DeviceMessages({ device }: { device: string }) {
  const { live } = useAppState();
  const messages = useSignal<readonly OriginalMessage[] | undefined>(undefined);
  const failure = useSignal<string | undefined>(undefined);
  const isBusy = useSignal(false);
  const read = async (): Promise<void> => {
    isBusy.value = true;
    try {
      const reply = await fetchMessages(device);
      messages.value = reply.messages;
      failure.value = reply.partial && serverWords(reply.partial, texts.peek());
    } catch (problem) {
      failure.value = reasonOf(problem, texts.peek());
    }
    isBusy.value = false;
  };
  useEffect(() => void read(), [device, live.missed.value]);
  const t = texts.value;
  return (
    <section class="panel device-wide" aria-labelledby="device-messages" aria-busy={isBusy.value}>
      <div class="panel-head">
        <h2 id="device-messages">{t.registry.messages}</h2>
        <button
          class="button button-small button-quiet"
          type="button"
          disabled={isBusy.value}
          onClick={() => void read()}
        >
          {t.registry.readAgain}
        </button>
      </div>
      {failure.value !== undefined && (
        <p class="hint hint-warning" role="alert">
          <Worded text={t.history.failed(failure.value)} />
        </p>
      )}
      {messages.value?.length === 0 && <p class="hint">{t.registry.noMessages}</p>}
      <ol class="messages" tabIndex={0} aria-labelledby="device-messages">
        {messages.value?.map((message) => (
          <Message key={`${message.receivedAtMs} ${message.arrival}`} message={message} />
        ))}
      </ol>
    </section>
  );
}

function Message({ message: { source, receivedAtMs, body } }: { message: OriginalMessage }) {
  const { site } = useAppState();
  const t = texts.value;
  const { dateTime, count } = formatFor(t.locale);
  return (
    <li>
      <p class="hint">
        <time dateTime={new Date(receivedAtMs).toISOString()}>
          {dateTime(receivedAtMs, timeZoneOf(site.value))}
        </time>{' '}
        · <span dir="auto">{source}</span>
      </p>
      <pre dir="auto">{body.slice(0, mostCharacters)}</pre>
      {body.length > mostCharacters && (
        <p class="hint">{t.registry.moreCharacters(count(body.length - mostCharacters))}</p>
      )}
    </li>
  );
}

import { timeZoneOf, useAppState } from '../app-state.js';
import { refusalText } from '../command/command-outcome.js';
import { formatFor, join } from '../format/format.js';
import { pathOf } from '../route/router.js';
import type { Route } from '../route/routes.js';
import { texts } from '../texts/language.js';
import { Worded } from '../texts/server-words.js';
import { fullNameOf, pageOfKind } from './device-words.js';
import type { SiteEvent } from './site-events.js';

/** What has happened, newest first, in a panel as high as what stands beside it. */
export function EventList({ events }: { events: readonly SiteEvent[] | undefined }) {
  const t = texts.value.overview;
  return (
    <section class="panel events" aria-labelledby="events-title">
      <h2 id="events-title">{t.events}</h2>
      {events?.length === 0 && <p class="hint">{t.noEvents}</p>}
      <div class="events-scroll" tabIndex={0} role="group" aria-labelledby="events-title">
        <ol class="events-list" aria-busy={events === undefined}>
          {events
            ? events.map((event) => <Entry key={event.key} event={event} />)
            : [0, 1, 2, 3].map((place) => <li key={place} class="event skeleton event-skeleton" />)}
        </ol>
      </div>
    </section>
  );
}

function Entry({ event }: { event: SiteEvent }) {
  const { live, site } = useAppState();
  const { title, text, to, tone } = eventWords(event);
  const format = formatFor(texts.value.locale);
  const zone = timeZoneOf(site.value);
  const isOfToday = format.day(event.atMs, zone) === format.day(live.nowMs.value, zone);
  return (
    <li class={`event event-${tone}`}>
      <span class="event-dot" aria-hidden="true" />
      <a class="event-title" href={pathOf(to)} data-page dir="auto" title={title}>
        {title}
      </a>
      <time
        class="event-time"
        dateTime={new Date(event.atMs).toISOString()}
        title={format.dateTime(event.atMs, zone)}
      >
        {isOfToday ? format.time(event.atMs, zone) : format.day(event.atMs, zone)}
      </time>
      <span class="event-text" title={text}>
        <Worded text={text} />
      </span>
    </li>
  );
}

interface EventWords {
  readonly title: string;
  readonly text: string;
  readonly to: Route;
  readonly tone: 'charge' | 'discharge' | 'good' | 'warning' | 'bad' | 'plain';
}

function eventWords(event: SiteEvent): EventWords {
  const t = texts.value.overview.event;
  switch (event.what) {
    case 'command':
      return commandWords(event);
    case 'new':
    case 'silent':
    case 'offline':
    case 'back':
      return deviceWords(event);
    case 'refused':
      return {
        title: texts.value.overview.problem.refused(event.count, false),
        text: refusalText(event.code, event.reason, texts.value),
        to: { page: 'quarantine' },
        tone: 'warning',
      };
    case 'started':
    case 'gone':
      return {
        title: t[event.what],
        text: event.services.join(', '),
        to: { page: 'system' },
        tone: event.what === 'gone' ? 'bad' : 'plain',
      };
  }
}

function deviceWords({ what, devices }: Extract<SiteEvent, { devices: object }>): EventWords {
  const t = texts.value.overview.event;
  const [first] = devices;
  const tone = what === 'new' || what === 'back' ? 'good' : 'warning';
  const names = devices.map(fullNameOf).join(', ');
  if (!first || devices.length > 1)
    return { title: t.several(devices.length), text: `${t[what]}: ${names}`, to: { page: 'devices' }, tone };
  return { title: names, text: t[what], to: { page: pageOfKind(first.kind), device: first.device }, tone };
}

function commandWords(command: Extract<SiteEvent, { what: 'command' }>): EventWords {
  const { direction, powerW, state, holder, reason } = command;
  const t = texts.value;
  const size = join(formatFor(t.locale).power(powerW));
  const title = powerW === 0 ? t.command.stop : `${t.command[direction]} ${size}`;
  const outcome = state === 'published' ? t.overview.event.commanded : t.command.state[state];
  const text = [outcome, holder && t.command.by(holder), reason && refusalText(reason.code, reason.text, t)]
    .filter(Boolean)
    .join(' · ');
  return { title, text, to: { page: 'battery' }, tone: state === 'published' ? direction : 'bad' };
}

import type { PageName } from '../../route/router.js';
import type { PageIcon } from '../../shell/icons.js';
import { texts } from '../../texts/language.js';
import { ConnectHelp } from '../../widgets/connect-help.js';
import type { ConnectableKind } from '../../widgets/connect-line.js';
import { CardHead } from './domain-card.js';

/** In place of the values of a kind of devices of which there is none: how the first one comes. */
export function ConnectCard({ page, kind }: { page: PageIcon & PageName; kind: ConnectableKind }) {
  const t = texts.value.devices;
  return (
    <section class="panel domain-card connect-card" aria-labelledby={`card-${page}`} data-domain={page}>
      <CardHead page={page}>
        <span class="badge">{texts.value.overview.notConnected}</span>
      </CardHead>
      <p class="connect-hint">{t.emptyHint[kind]}</p>
      <ConnectHelp kind={kind} />
    </section>
  );
}

import { useAppState } from '../../app-state.js';
import type { PageName } from '../../route/router.js';
import type { PageIcon } from '../../shell/icons.js';
import { texts } from '../../texts/language.js';
import { connectLine } from '../../widgets/connect-line.js';
import { CopyLine } from '../../widgets/copy-line.js';
import type { ConnectableKind } from '../../widgets/connect-line.js';
import { CardHead } from './domain-card.js';

/** In place of the values of a kind of devices of which there is none: how the first one comes. */
export function ConnectCard({ page, kind }: { page: PageIcon & PageName; kind: ConnectableKind }) {
  const { site } = useAppState();
  const t = texts.value.devices;
  return (
    <section class="panel domain-card connect-card" aria-labelledby={`card-${page}`} data-domain={page}>
      <CardHead page={page}>
        <span class="badge">{texts.value.overview.notConnected}</span>
      </CardHead>
      <p class="connect-hint">{t.emptyHint[kind]}</p>
      <CopyLine line={connectLine(kind, site.value?.auth === 'key')} />
    </section>
  );
}

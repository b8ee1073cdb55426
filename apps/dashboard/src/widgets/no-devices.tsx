import { useAppState } from '../app-state.js';
import { texts } from '../texts/language.js';
import { type ConnectableKind, connectLine } from './connect-line.js';
import { CopyLine } from './copy-line.js';

export type { ConnectableKind } from './connect-line.js';

/** How to connect the first device of a kind. */
export function NoDevices({ kind }: { kind: ConnectableKind }) {
  const { site } = useAppState();
  const t = texts.value;
  return (
    <section class="panel notice">
      <h2>{t.devices.empty[kind]}</h2>
      <p>{t.devices.emptyHint[kind]}</p>
      <CopyLine line={connectLine(kind, site.value?.auth === 'key')} />
    </section>
  );
}

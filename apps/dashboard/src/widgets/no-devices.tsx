import { texts } from '../texts/language.js';
import { ConnectHelp } from './connect-help.js';
import type { ConnectableKind } from './connect-line.js';

export type { ConnectableKind } from './connect-line.js';

/** How to connect the first device of a kind. */
export function NoDevices({ kind }: { kind: ConnectableKind }) {
  const t = texts.value;
  return (
    <section class="panel notice">
      <h2>{t.devices.empty[kind]}</h2>
      <p>{t.devices.emptyHint[kind]}</p>
      <ConnectHelp kind={kind} />
    </section>
  );
}

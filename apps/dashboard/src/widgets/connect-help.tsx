import type { MqttEntrance } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { texts } from '../texts/language.js';
import { type ConnectableKind, connectLine, place, publisherOf } from './connect-line.js';
import { CopyLine } from './copy-line.js';

/** A line to copy after which there is a first device of a kind. */
export function ConnectLine({ kind }: { kind: ConnectableKind }) {
  const { site } = useAppState();
  return <CopyLine line={connectLine(kind, site.value, place())} />;
}

/** What a device needs besides to come in by MQTT; nothing where the line alone will do. `device`: whose account it would be. */
export function ConnectHint({ device }: { device: string }) {
  const { site } = useAppState();
  const t = texts.value.devices.connect;
  if (!site.value) return null;
  const { isLocal, openedBy, account } = site.value.connect.mqtt;
  const words = [isLocal && t.local, isLocal && openedBy && t.opens(settingsFor(openedBy, account))];
  if (account === 'device') words.push(t.account(`docker-compose run --rm init device ${device}`));
  const text = words.filter(Boolean).join(' ');
  return text === '' ? null : <p class="hint">{text}</p>;
}

/** The embedded broker opens to the network only where everybody is asked for the key. */
const settingsFor = (openedBy: string, account: MqttEntrance['account']): string =>
  new Intl.ListFormat(texts.value.locale).format([
    `${openedBy}=0.0.0.0`,
    ...(account === 'none' ? ['API_KEY'] : []),
  ]);

/** Line and hint for one kind. */
export function ConnectHelp({ kind }: { kind: ConnectableKind }) {
  const device = publisherOf(kind);
  return (
    <>
      <ConnectLine kind={kind} />
      {device !== undefined && <ConnectHint device={device} />}
    </>
  );
}

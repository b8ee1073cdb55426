import { useComputed, useSignal } from '@preact/signals';
import { useAppState } from '../app-state.js';
import { formatFor } from '../format/format.js';
import { useWatched } from '../live/use-watched.js';
import { texts } from '../texts/language.js';
import { NoDevices } from '../widgets/no-devices.js';
import { PageHead } from '../widgets/page-head.js';
import { DeviceRow } from './device-row.js';
import { foundDevices, isListed, namesOf } from './device-search.js';
import { DeviceTools } from './device-tools.js';
import { lookForAll, useDeviceSearch } from './use-device-search.js';
import { ShowMoreButton } from '../widgets/show-more-button.js';

/** More rows come when somebody asks. */
const mostAtFirst = 100;

/** Every device there is, of whatever kind. */
export function DeviceList() {
  useWatched({ devices: 'all' });
  const { live } = useAppState();
  const search = useDeviceSearch();
  const most = useSignal(mostAtFirst);
  // With the clock, not with every value: hundreds of devices say something many times a second.
  const devices = useComputed(() => {
    void [live.nowMs.value, live.hasSnapshot.value];
    return [...live.model.peek().devices.values()].filter(isListed);
  }).value;
  const found = foundDevices(devices, search, live.nowMs.value);
  const isSettled = live.hasSnapshot.value;
  const t = texts.value;
  const { count } = formatFor(t.locale);
  return (
    <>
      <PageHead title={t.pages.devices} />
      {devices.length > 0 && (
        <>
          <DeviceTools search={search} groups={namesOf(devices, 'group')} />
          <div class="list-notes">
            <p class="hint list-count" role="status">
              {t.registry.found(count(found.length), count(devices.length))}
            </p>
          </div>
        </>
      )}
      {found.length > 0 && (
        <section class="panel device-list">
          <div class="device-columns" aria-hidden="true">
            {t.registry.columns.map((words) => (
              <span key={words}>{words}</span>
            ))}
          </div>
          <ul>
            {found.slice(0, most.value).map((device) => (
              <DeviceRow key={device.device} device={device} />
            ))}
          </ul>
        </section>
      )}
      <ShowMoreButton most={most} found={found.length} step={mostAtFirst} />
      {devices.length > 0 && found.length === 0 && <NothingFound />}
      {devices.length === 0 && isSettled && <NoDevices kind="sensor" />}
      {devices.length === 0 && !isSettled && <div class="panel skeleton skeleton-block" aria-busy="true" />}
    </>
  );
}

function NothingFound() {
  const t = texts.value.registry;
  return (
    <section class="panel notice">
      <p>{t.nothingFound}</p>
      <button class="button button-quiet" type="button" onClick={lookForAll}>
        {t.showAll}
      </button>
    </section>
  );
}

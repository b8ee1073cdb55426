import { DeviceList } from './device-list.js';
import { DevicePage } from './device-page.js';

/** The registry: all devices, or what is known of one and what may be set of it. */
export const DevicesPage = ({ wanted }: { wanted: string | undefined }) =>
  wanted === undefined ? <DeviceList /> : <DevicePage key={wanted} device={wanted} />;

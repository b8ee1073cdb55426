import { defineAddress } from './address.js';
import { batteryReported, batteryStatus, chargeCommanded, dischargeCommanded } from './battery-device.js';
import { applySetpoint, commandChanged } from './command.js';
import * as history from './history.js';
import * as changes from './history-changes.js';
import { historySeries } from './history-series.js';
import {
  quarantineAdded,
  quarantineDelete,
  quarantineGet,
  quarantineList,
  quarantineReplay,
} from './operations.js';
import { deviceChange, deviceForget } from './device-changes.js';
import { predecessorAsked } from './predecessor-questions.js';
import { inbox, type ServiceName } from './request.js';
import {
  demoCellReported,
  demoGasReported,
  demoId,
  demoRegisterReported,
  demoSensorIds,
} from './demo-devices.js';
import { sensorReported } from './sensor-device.js';
import { ownTraffic, trafficFilters, victronKeepAlive } from './traffic.js';
import { deviceRegistered, deviceState, storedAcknowledged, telemetry } from './telemetry.js';

/** What one account of the broker may hear and say, as topic filters. What is in `never` it may not, whatever else is said. */
export interface BrokerAccess {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly never: readonly string[];
}

interface Part {
  readonly hears?: readonly { filter: string }[];
  readonly says?: readonly { filter: string }[];
  readonly asks?: readonly { filter: string }[];
  readonly answers?: readonly { filter: string }[];
}

const commands = [chargeCommanded, dischargeCommanded];
const traffic = trafficFilters.map((filter) => ({ filter }));
const deviceCommand = defineAddress('batteries/{id}/cmd');
const deviceAnswer = defineAddress('batteries/{id}/cmd/ack');
const historyQuestions = [
  history.historyLatest,
  history.historyRange,
  historySeries,
  history.historyStatistics,
  history.historyMessages,
  history.historyNewestMessages,
  history.historyWrite,
  changes.historyImport,
  changes.historyDelete,
  changes.historyBackup,
  history.historyForget,
];
const registryQuestions = [deviceChange, deviceForget];
const quarantineQuestions = [quarantineList, quarantineGet, quarantineReplay, quarantineDelete];

/** Below it a service says whatever concerns itself: that it is online, which of its instances works. */
const ownTopics = (name: string): string => `kw/v1/services/${name}/#`;
const filtersOf = (contracts: readonly { filter: string }[] = []): string[] =>
  contracts.map(({ filter }) => filter);

// Every service refuses input now and then, and needs to know who is there to be asked. Its own inbox: see ownInbox.
const service = (name: ServiceName, { hears, says, asks, answers = [] }: Part): BrokerAccess => ({
  reads: [ownTopics('+'), ...filtersOf(hears), ...filtersOf(answers)],
  writes: [
    ownTopics(name),
    quarantineAdded.filter,
    ...filtersOf(says),
    ...filtersOf(asks),
    ...(answers.length > 0 ? [inbox.filter] : []),
  ],
  never: [],
});

/** The simulator is a service and the demo devices at once; it is nobody else's topics that it writes, but that all ESP32s share one. */
const demo = { id: demoId };
const demoTopics = [
  ...[batteryReported, batteryStatus].map((contract) => ({ filter: contract.topic(demo) })),
  ...[demoCellReported, demoGasReported, demoRegisterReported],
  ...demoSensorIds.map((id) => ({ filter: `${sensorReported.topic({ id, type: '' })}+` })),
];

/** The account of each service: it has the service's name. Only mqtt-publisher may write what commands a device. */
export const brokerAccess: Readonly<Record<ServiceName, BrokerAccess>> = {
  'control-api': service('control-api', {
    hears: [deviceRegistered],
    asks: [applySetpoint, ...registryQuestions, ...quarantineQuestions, ...historyQuestions],
    answers: [predecessorAsked],
  }),
  'mqtt-publisher': service('mqtt-publisher', {
    hears: [deviceAnswer],
    says: [...commands, deviceCommand, commandChanged],
    answers: [applySetpoint],
  }),
  ingest: service('ingest', {
    hears: [
      ...traffic,
      batteryReported,
      batteryStatus,
      deviceAnswer,
      quarantineAdded,
      deviceState,
      deviceRegistered,
    ],
    says: [telemetry, deviceState, deviceRegistered, victronKeepAlive],
    asks: [history.historyMessages, history.historyNewestMessages],
    answers: [...registryQuestions, ...quarantineQuestions],
  }),
  historian: service('historian', {
    hears: [telemetry, storedAcknowledged, deviceRegistered, commandChanged, ...commands],
    says: [storedAcknowledged],
    answers: historyQuestions,
  }),
  'realtime-gateway': service('realtime-gateway', {
    hears: [telemetry, deviceState, deviceRegistered, commandChanged, ...commands],
    asks: [history.historyLatest, predecessorAsked],
  }),
  simulator: service('simulator', { hears: [deviceRegistered, ...commands], says: demoTopics }),
};

/**
 * A device, by its native id: it reports for itself only, as far as its topics say who speaks, and hears what it is told to do.
 * `said`: where devices publish, where that is not as in the contracts.
 */
export const deviceAccess = (id: string, said: readonly string[] = trafficFilters): BrokerAccess => ({
  reads: [
    deviceCommand.topic({ id }),
    ...filtersOf(commands),
    ...['battery', 'sensor'].map((kind) => storedAcknowledged.topic({ device: `${kind}:${id}` })),
    victronKeepAlive.topic({ portal: id }),
  ],
  writes: [
    batteryReported.topic({ id }),
    batteryStatus.topic({ id }),
    deviceAnswer.topic({ id }),
    ...said.flatMap((filter) => ownTraffic(filter, id)),
  ],
  never: [],
});

/** Who looks on, as a chart program does: everything but what services ask and answer each other. */
export const observerAccess: BrokerAccess = {
  reads: ['#', '$SYS/#'],
  writes: [],
  never: filtersOf([
    inbox,
    applySetpoint,
    predecessorAsked,
    ...registryQuestions,
    ...quarantineQuestions,
    ...historyQuestions,
  ]),
};

/** What any client may hear under its own client id: the answers to what it asked. */
export const ownInbox = (clientId: string): string => inbox.pattern.replace('{client}', clientId);

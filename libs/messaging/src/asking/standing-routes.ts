import { inbox, serviceSessions, serviceStatus } from '@kilowatch/contracts';
import type { Refusals } from '../consuming/refusals.js';
import type { Route } from '../consuming/route.js';
import type { Presence } from '../presence.js';
import type { KeeperDirectory } from './keeper-directory.js';
import type { PendingRequests } from './pending-requests.js';
import type { ResponderDirectory } from './responder-directory.js';

export interface StandingRoutesParts {
  readonly clientId: string;
  readonly maxPayloadBytes: number;
  readonly requests: PendingRequests;
  readonly refusals: Refusals;
  readonly presence: Presence;
  readonly directory: ResponderDirectory;
  readonly keepers: KeeperDirectory;
}

/** What every door listens to: the answers to its questions, who is there, and what is kept for whom. */
export const standingRoutes = (parts: StandingRoutesParts): Route[] => {
  const { clientId, maxPayloadBytes, requests, refusals, presence, directory, keepers } = parts;
  return [
    {
      filter: inbox.topic({ client: clientId }),
      qos: 0,
      take: (incoming) => {
        const problem = requests.onReply(incoming.payload, maxPayloadBytes);
        if (problem) refusals.refuse(incoming, 'message.malformed', problem);
      },
    },
    {
      filter: serviceStatus.filter,
      qos: 1,
      take: ({ topic, payload }) => {
        if (topic === presence.topic) presence.onOwnStatus(payload);
        directory.onStatus(topic, payload);
      },
    },
    {
      filter: serviceSessions.filter,
      qos: 1,
      take: ({ topic, payload }) => keepers.onSessions(topic, payload, maxPayloadBytes),
    },
  ];
};

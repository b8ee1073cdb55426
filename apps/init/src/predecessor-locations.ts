import { predecessorPages, type PredecessorPort, predecessorPorts } from '@kilowatch/contracts';
import { block } from './nginx-text.js';

/** A port, or address with port, to listen on as on one of a predecessor: there `/` leads to the page that has taken the place of its. */
export interface PredecessorListen {
  readonly listen: string;
  readonly as: PredecessorPort;
}

/** The page of ours for `/`, by the port that was asked. */
export const predecessorPageMap = (legacy: readonly PredecessorListen[] = []): string =>
  block(
    'map $server_port $predecessor_page',
    'default "";',
    ...legacy.map(
      ({ listen, as }) => `${listen.slice(listen.lastIndexOf(':') + 1)} ${predecessorPorts[as]};`,
    ),
  );

export const toPredecessorPage = block('if ($predecessor_page)', 'return 302 $predecessor_page;');

export const predecessorLocations = Object.entries(predecessorPages).map(([path, page]) =>
  block(`location = ${path}`, `return 302 ${page};`),
);

import { predecessorGreetings } from '@kilowatch/contracts';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { backlogBytes, cutOff } from '../engine-internals.js';
import { GatewayCounters } from '../gateway-counters.js';
import { GatewayLog } from '../gateway-log.js';
import { GatewaySettings } from '../gateway-settings.js';
import {
  firstRange,
  type PageEvent,
  type PageEvents,
  type PageNamespace,
  type PredecessorPage,
  rangeRoom,
} from './predecessor-page.js';

const overflowingRoom = 'overflowing';

/**
 * The connected pages of the predecessors. Each event goes to all of them, encoded once; nothing is left out for one that is slow, as
 * these pages know no way to ask for what they have missed. One that leaves too much untaken gets no more, and is closed after a while.
 */
@Injectable()
export class PredecessorPages implements OnModuleDestroy {
  private isEnding = false;
  private namespace: PageNamespace | undefined;
  private readonly pages = new Set<PredecessorPage>();

  constructor(
    private readonly settings: GatewaySettings,
    private readonly counters: GatewayCounters,
    private readonly log: GatewayLog,
  ) {}

  get isEmpty(): boolean {
    return this.pages.size === 0;
  }

  /** What the pages look at, each range once. */
  get ranges(): string[] {
    return [...new Set([...this.pages].map(({ range = firstRange }) => range))];
  }

  serve(namespace: PageNamespace): void {
    this.namespace = namespace;
  }

  /** Takes a page in and greets it as every predecessor would, unless the end has come. */
  join(page: PredecessorPage): boolean {
    if (this.isEnding) {
      cutOff(page.socket);
      return false;
    }
    this.pages.add(page);
    this.counters.pages = this.pages.size;
    page.showRange(firstRange);
    page.socket.emit('response', predecessorGreetings.response);
    page.socket.emit('status', predecessorGreetings.status);
    page.socket.emit('connection_status', predecessorGreetings.connection_status);
    return true;
  }

  leave(page: PredecessorPage): void {
    this.pages.delete(page);
    this.counters.pages = this.pages.size;
  }

  onModuleDestroy(): void {
    this.isEnding = true; // the gateway of ours closes the connections of the server, these among them
  }

  /** To every page that takes what it is sent. */
  tell<E extends PageEvent>(event: E, ...payload: Parameters<PageEvents[E]>): void {
    this.send(() => this.namespace?.except(overflowingRoom).emit(event, ...payload), event);
  }

  tellThoseOf(range: string, graphs: Parameters<PageEvents['graph_update']>[0]): void {
    const send = () =>
      this.namespace?.to(rangeRoom(range)).except(overflowingRoom).emit('graph_update', graphs);
    this.send(send, 'graph_update');
  }

  /** Whether more waits for the page than it may leave untaken. */
  isBehind({ socket }: PredecessorPage): boolean {
    return backlogBytes(socket) > this.settings.readers.closeBytes;
  }

  /** Before a batch is told: sets aside who is behind, and closes who stays behind. A look at an idle socket costs next to nothing. */
  sweep(): void {
    const nowMs = this.settings.now();
    for (const page of this.pages) {
      if (!this.isBehind(page)) this.takeBack(page);
      else this.setAside(page, nowMs);
    }
  }

  cutOff({ socket }: PredecessorPage, reason: string): void {
    this.counters.cutOff += 1;
    this.log.warn(
      { socket: socket.id, backlogBytes: backlogBytes(socket) },
      `Socket of a predecessor's page closed: ${reason}`,
    );
    cutOff(socket);
  }

  private takeBack(page: PredecessorPage): void {
    if (page.overflowingSinceMs === undefined) return;
    page.overflowingSinceMs = undefined;
    void page.socket.leave(overflowingRoom);
  }

  private setAside(page: PredecessorPage, nowMs: number): void {
    if (page.overflowingSinceMs === undefined) {
      page.overflowingSinceMs = nowMs;
      void page.socket.join(overflowingRoom);
    }
    if (nowMs - page.overflowingSinceMs >= this.settings.readers.closeAfterMs)
      this.cutOff(page, 'it did not take what was sent');
  }

  // What a device has nested deeper than the stack can be stored, and not sent.
  private send(emit: () => void, event: PageEvent): void {
    try {
      emit();
    } catch (err) {
      this.counters.unsendable += 1;
      this.log.warn({ err, event }, "An event for the predecessors' pages could not be encoded");
    }
  }
}

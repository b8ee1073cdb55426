import { EventEmitter, on } from 'node:events';
import type { RealtimeHandlers } from '../realtime.js';

/** Writes down what a connection tells, in order. */
export class Diary {
  readonly lines: string[] = [];
  private readonly signal = new EventEmitter();

  readonly handlers: Required<RealtimeHandlers> = {
    onSnapshot: ({ devices }, reason) => this.write(`snapshot of ${devices.length} (${reason})`),
    onDelta: ({ device, fromSeq, seq }) => this.write(`delta ${device} ${fromSeq}..${seq}`),
    onDevice: ({ device, isRetired }) => this.write(`device ${device}${isRetired ? ' retired' : ''}`),
    onCommand: ({ direction, state }) => this.write(`command ${direction} ${state}`),
    onFault: ({ code }) => this.write(`fault ${code}`),
    onStatus: (status) => this.write(status),
  };

  /** Resolves when the line has been written so many times. */
  async has(line: string, times = 1): Promise<void> {
    const isWritten = () => this.lines.filter((one) => one === line).length >= times;
    if (isWritten()) return;
    for await (const _ of on(this.signal, 'line')) if (isWritten()) return;
  }

  private write(line: string): void {
    this.lines.push(line);
    this.signal.emit('line');
  }
}

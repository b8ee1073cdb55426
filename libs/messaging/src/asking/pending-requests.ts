import { Fault, type ReplyEnvelope, type RequestContract, replyEnvelope } from '@kilowatch/contracts';
import { decode, validate } from '../consuming/decode.js';

interface Pending {
  readonly contract: RequestContract;
  readonly resolve: (reply: unknown) => void;
  readonly reject: (fault: Fault) => void;
  readonly timer: NodeJS.Timeout;
}

/** Questions on their way: each ends with its answer, a fault, or its deadline. */
export class PendingRequests {
  private readonly pending = new Map<string, Pending>();
  private next = 0;

  constructor(private readonly limit: number) {}

  get isFull(): boolean {
    return this.pending.size >= this.limit;
  }

  /** Registers a question and hands its correlation to `send`. */
  ask(contract: RequestContract, send: (correlation: string) => void): Promise<unknown> {
    this.next += 1;
    const correlation = this.next.toString(36);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.fail(correlation, lateFault(contract)), contract.deadlineMs);
      this.pending.set(correlation, { contract, resolve, reject, timer });
      send(correlation);
    });
  }

  /** Takes what arrived in the inbox. Answers why it is not a reply, if it is not. */
  onReply(payload: Buffer, maxPayloadBytes: number): string | undefined {
    const decoded = decode({ schema: replyEnvelope }, payload, maxPayloadBytes);
    if (decoded.isRefused) return decoded.reason;
    const reply = decoded.body as ReplyEnvelope;
    const asked = this.take(reply.correlation);
    if (!asked) return undefined; // its asker has been told of the deadline
    if (!reply.ok) {
      asked.reject(Fault.fromBody(reply.fault));
      return undefined;
    }
    const body = validate(asked.contract.reply, reply.body, '');
    if (!body.isRefused) {
      asked.resolve(body.body);
      return undefined;
    }
    asked.reject(
      new Fault('internal', `${asked.contract.responder} answered outside the contract: ${body.reason}`),
    );
    return body.reason;
  }

  fail(correlation: string, fault: Fault): void {
    this.take(correlation)?.reject(fault);
  }

  /** Fails every question that `isAffected`. */
  failAll(fault: (contract: RequestContract) => Fault, isAffected = (_: RequestContract) => true): void {
    for (const [correlation, { contract }] of [...this.pending])
      if (isAffected(contract)) this.fail(correlation, fault(contract));
  }

  private take(correlation: string): Pending | undefined {
    const asked = this.pending.get(correlation);
    if (!asked) return undefined;
    this.pending.delete(correlation);
    clearTimeout(asked.timer);
    return asked;
  }
}

const lateFault = ({ responder, deadlineMs, pattern }: RequestContract): Fault =>
  new Fault('request.deadline', `${responder} has not answered ${pattern} within ${deadlineMs} ms`);

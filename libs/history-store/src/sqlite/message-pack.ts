import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { OriginalMessage } from '@kilowatch/contracts';
import { Damaged } from './chunks/words.js';

/** What stands before the bodies; times as differences to the message before, `of` positions in `devices` and `sources`. */
interface Head {
  readonly devices: readonly string[];
  readonly sources: readonly string[];
  readonly of: readonly (readonly [device: number, source: number])[];
  readonly receivedAtMs: readonly number[];
  readonly arrival: readonly number[];
  /** Characters of each body; the bodies stand one after the other. */
  readonly length: readonly number[];
}

/** The quickest level: on what devices send it is as small as any (a tenth), and deflate is slower or larger. */
const params = { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 };

/** Numbers texts as they come. */
class Texts {
  readonly all: string[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.all.push(text) - 1);
    return this.all.length - 1;
  }
}

/** Messages in a few bytes, in the order given. */
export function packMessages(messages: readonly OriginalMessage[]): Uint8Array {
  const [devices, sources] = [new Texts(), new Texts()];
  const differences = (of: (message: OriginalMessage) => number): number[] =>
    messages.map((message, i) => of(message) - (i === 0 ? 0 : of(messages[i - 1]!)));
  const head: Head = {
    devices: devices.all,
    sources: sources.all,
    of: messages.map(({ device, source }) => [devices.numberOf(device), sources.numberOf(source)]),
    receivedAtMs: differences(({ receivedAtMs }) => receivedAtMs),
    arrival: differences(({ arrival }) => arrival),
    length: messages.map(({ body }) => body.length),
  };
  const text = Buffer.from(`${JSON.stringify(head)}\n${messages.map(({ body }) => body).join('')}`, 'utf8');
  return zstdCompressSync(text, { params });
}

const every = (): boolean => true;

/** The messages of some devices, or all of them, in the order in which they were packed. Throws {@link Damaged}. */
export function unpackMessages(
  packed: Uint8Array,
  isAsked: (device: string) => boolean = every,
): OriginalMessage[] {
  const text = unpacked(packed);
  const headEnd = text.indexOf('\n'); // JSON has none
  const head = JSON.parse(text.slice(0, headEnd)) as Head;
  const wanted = head.devices.map(isAsked);
  const messages: OriginalMessage[] = [];
  if (!wanted.includes(true)) return messages;
  let [receivedAtMs, arrival, at] = [0, 0, headEnd + 1];
  head.of.forEach(([of, source], i) => {
    receivedAtMs += head.receivedAtMs[i]!;
    arrival += head.arrival[i]!;
    const end = at + head.length[i]!;
    if (wanted[of]) {
      const body = text.slice(at, end);
      messages.push({
        source: head.sources[source]!,
        device: head.devices[of]!,
        receivedAtMs,
        arrival,
        body,
      });
    }
    at = end;
  });
  return messages;
}

function unpacked(packed: Uint8Array): string {
  try {
    return zstdDecompressSync(packed).toString('utf8');
  } catch (error) {
    throw new Damaged('original messages cannot be unpacked', { cause: error });
  }
}

/** What was read; undefined where it is damaged. */
export function undamaged<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Damaged) return undefined;
    throw error;
  }
}

/** Packet types that matter here (MQTT 3.1.1 and 5 alike). */
export const publish = 3;
export const puback = 4;

export const typeOf = (frame) => frame[0] >> 4;
export const qosOf = (frame) => (frame[0] >> 1) & 3;

function startOf(frame) {
  let at = 1;
  while (frame[at] & 0x80) at += 1;
  return at + 1;
}

/** Of a PUBLISH with QoS 1 or a PUBACK. */
export function messageIdOf(frame) {
  const start = startOf(frame);
  return frame.readUInt16BE(typeOf(frame) === publish ? start + 2 + frame.readUInt16BE(start) : start);
}

/** The same PUBLISH as sent a second time. */
export function duplicateOf(frame) {
  const again = Buffer.from(frame);
  again[0] |= 0x08;
  return again;
}

/** Cuts a stream of bytes into whole packets. */
export class Frames {
  #rest = Buffer.alloc(0);

  take(piece) {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, piece]) : piece;
    const frames = [];
    let at = 0;
    for (let end = endOf(bytes, at); end !== undefined; end = endOf(bytes, at)) {
      frames.push(bytes.subarray(at, end));
      at = end;
    }
    this.#rest = bytes.subarray(at);
    return frames;
  }
}

/** Where the packet that begins there ends; undefined when it is not all there. */
function endOf(bytes, at) {
  let length = 0;
  for (let i = 0; i < 4; i += 1) {
    const byte = bytes[at + 1 + i];
    if (byte === undefined) return undefined;
    length += (byte & 0x7f) << (7 * i);
    if (byte & 0x80) continue;
    const end = at + 2 + i + length;
    return end <= bytes.length ? end : undefined;
  }
  throw new Error('not a packet of MQTT');
}

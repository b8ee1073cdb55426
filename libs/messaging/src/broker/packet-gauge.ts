const mostLengthBytes = 4;

/**
 * Follows the packets of an MQTT stream by their fixed headers (MQTT 3.1.1, 2.2) and says when one announces more bytes
 * than allowed, before anybody has buffered it.
 */
export class PacketGauge {
  private bodyLeft = 0;
  private isInLength = false;
  private length = 0;
  private lengthBytes = 0;

  constructor(private readonly maxPacketBytes: number) {}

  /** The announced size when a packet of this piece is too large, else undefined. */
  excess(piece: Uint8Array): number | undefined {
    let at = 0;
    while (at < piece.length) {
      if (this.bodyLeft > 0) {
        const skipped = Math.min(this.bodyLeft, piece.length - at);
        this.bodyLeft -= skipped;
        at += skipped;
      } else if (this.isInLength) {
        const size = this.takeLengthByte(piece[at] ?? 0);
        if (size !== undefined && size > this.maxPacketBytes) return size;
        at += 1;
      } else {
        this.isInLength = true;
        at += 1;
      }
    }
    return undefined;
  }

  private takeLengthByte(byte: number): number | undefined {
    this.length += (byte & 0x7f) * 128 ** this.lengthBytes;
    this.lengthBytes += 1;
    if ((byte & 0x80) !== 0 && this.lengthBytes < mostLengthBytes) return undefined;
    const size = this.length;
    this.bodyLeft = size;
    this.length = 0;
    this.lengthBytes = 0;
    this.isInLength = false;
    return size;
  }
}

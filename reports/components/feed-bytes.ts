/** Reads numbers written as base-128 varints, lowest seven bits first, from `at` on. */
export class ByteReader {
  at: number;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  /** The next number, up to 2^53. Throws a RangeError past the end. */
  varint(): number {
    let byte = this.bytes[this.at++];
    if (byte === undefined) throw new RangeError("file of the feed ends too early");
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    let unit = 128;
    do {
      byte = this.bytes[this.at++];
      if (byte === undefined) throw new RangeError("file of the feed ends too early");
      value += (byte & 0x7f) * unit;
      unit *= 128;
    } while (byte >= 0x80);
    return value;
  }
}

/** Bytes that grow, for writing what {@link ByteReader} reads. */
export class ByteWriter {
  private bytes = new Uint8Array(1024);
  length = 0;

  /** Write a whole number from 0 to 2^53. Throws a RangeError for any other. */
  varint(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not a count: ${value}`);
    if (this.length + 8 > this.bytes.length) this.grow(this.length + 8);
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.length++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.length++] = rest;
  }

  write(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.bytes.length) this.grow(this.length + bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** What was written, as a copy of just its size. */
  result(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  private grow(needed: number): void {
    const larger = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

/** Longer texts are read up to here (code units), so that one text costs bounded time. */
export const MAX_UNITS = 6000;
/** Looking for a link reads this far beyond the end. */
const BEYOND = 8;

/**
 * The UTF-16 code units of one text in a typed array, reused from text to text: taken from a string, or decoded from the
 * UTF-8 that a text came in without a string being made of it. No more than can be read is kept.
 */
export class TextUnits {
  /** `units[0 .. length)`; what lies behind is 0 where the text ends, else the text's next units. */
  readonly units = new Uint16Array(MAX_UNITS + BEYOND);
  /** At most `MAX_UNITS`. */
  length = 0;

  /** Take the units of a string. */
  readString(text: string): void {
    const { units } = this;
    const end = Math.min(text.length, units.length);
    for (let i = 0; i < end; i++) units[i] = text.charCodeAt(i);
    this.endAt(end);
  }

  /** Decode `bytes[from .. to)`, well-formed UTF-8 as databases keep it. */
  readUtf8(bytes: Uint8Array, from: number, to: number): void {
    const { units } = this;
    const room = units.length - 1;
    let end = 0;
    let i = from;
    while (i < to && end < room) {
      const byte = bytes[i++] as number;
      if (byte < 0x80) units[end++] = byte;
      else if (byte < 0xe0) units[end++] = ((byte & 0x1f) << 6) | ((bytes[i++] as number) & 0x3f);
      else if (byte < 0xf0) {
        units[end++] =
          (byte << 12) | (((bytes[i] as number) & 0x3f) << 6) | ((bytes[i + 1] as number) & 0x3f);
        i += 2;
      } else {
        const point =
          ((byte & 7) << 18) |
          (((bytes[i] as number) & 0x3f) << 12) |
          (((bytes[i + 1] as number) & 0x3f) << 6) |
          ((bytes[i + 2] as number) & 0x3f);
        i += 3;
        units[end++] = 0xd7c0 + (point >> 10);
        units[end++] = 0xdc00 | (point & 0x3ff);
      }
    }
    this.endAt(end);
  }

  private endAt(end: number): void {
    this.length = Math.min(end, MAX_UNITS);
    this.units.fill(0, end, Math.min(end + BEYOND, this.units.length));
  }
}

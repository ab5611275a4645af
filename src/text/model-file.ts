const MAGIC = "EARSHOT1";
const PREFIX = MAGIC.length + 4;

/** A named part of a model file. */
export interface ModelSection {
  name: string;
  bytes: Uint8Array;
}

/** A model file taken apart: its JSON header and its binary sections (aligned copies). */
export interface ModelFile<H> {
  header: H;
  sections: ReadonlyMap<string, Uint8Array>;
}

/** Put a model file together: magic, length of the JSON, JSON (header and table of sections), sections. */
export function encodeModelFile(header: unknown, sections: readonly ModelSection[]): Uint8Array {
  const contents = sections.map((section) => ({ name: section.name, bytes: section.bytes.length }));
  const json = new TextEncoder().encode(JSON.stringify({ header, contents }));
  const total = sections.reduce((sum, section) => sum + section.bytes.length, PREFIX + json.length);
  const file = new Uint8Array(total);
  file.set(new TextEncoder().encode(MAGIC));
  new DataView(file.buffer).setUint32(MAGIC.length, json.length, true);
  file.set(json, PREFIX);
  let at = PREFIX + json.length;
  for (const section of sections) {
    file.set(section.bytes, at);
    at += section.bytes.length;
  }
  return file;
}

/** Take a model file apart. Throws a RangeError that says what is wrong with it. */
export function decodeModelFile<H>(file: Uint8Array): ModelFile<H> {
  const magic = new TextDecoder().decode(file.subarray(0, MAGIC.length));
  if (magic !== MAGIC) throw new RangeError("invalid model file: it does not begin with EARSHOT1");
  const length = new DataView(file.buffer, file.byteOffset).getUint32(MAGIC.length, true);
  const json = JSON.parse(new TextDecoder().decode(file.subarray(PREFIX, PREFIX + length))) as {
    header: H;
    contents: { name: string; bytes: number }[];
  };
  const sections = new Map<string, Uint8Array>();
  let at = PREFIX + length;
  for (const { name, bytes } of json.contents) {
    if (at + bytes > file.length) throw new RangeError(`invalid model file: section ${name} is cut off`);
    // Copied: a Buffer's slice would share its memory and alignment.
    sections.set(name, new Uint8Array(file.subarray(at, at + bytes)));
    at += bytes;
  }
  return { header: json.header, sections };
}

/** Gives `length` bytes of a model file from `at`, or fewer at its end. */
export type HeaderReader = (at: number, length: number) => Uint8Array;

/** The JSON header alone, without reading the sections. Throws a RangeError where it is not a model file. */
export function readModelHeader<H>(read: HeaderReader): H {
  const prefix = read(0, PREFIX);
  if (prefix.length < PREFIX || new TextDecoder().decode(prefix.subarray(0, MAGIC.length)) !== MAGIC)
    throw new RangeError("invalid model file: it does not begin with EARSHOT1");
  const length = new DataView(prefix.buffer, prefix.byteOffset).getUint32(MAGIC.length, true);
  return (JSON.parse(new TextDecoder().decode(read(PREFIX, length))) as { header: H }).header;
}

/** A section by name; throws where the file has none. */
export function sectionOf(file: ModelFile<unknown>, name: string): Uint8Array {
  const found = file.sections.get(name);
  if (!found) throw new RangeError(`invalid model file: section ${name} is missing`);
  return found;
}

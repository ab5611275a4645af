import { closeSync, openSync, readSync } from "node:fs";
import { type HeaderReader, readModelHeader } from "../text/model-file.ts";
import { scoringCode } from "./scoring-code.ts";

interface KnownHeader {
  kind: string;
  version: string;
  languages: Record<string, unknown> | string[];
}

/** The JSON header of a model file, read without the rest of it. Throws a RangeError where it is not one. */
export function modelHeader<H>(file: string): H {
  const handle = openSync(file, "r");
  try {
    const read: HeaderReader = (at, length) => {
      const bytes = new Uint8Array(length);
      return bytes.subarray(0, readSync(handle, bytes, 0, length, at));
    };
    return readModelHeader<H>(read);
  } finally {
    closeSync(handle);
  }
}

/** Version of a model, read from the head of its file. Throws a RangeError where it is not a model of this kind. */
export function modelVersion(kind: string, file: string): string {
  const header = modelHeader<KnownHeader>(file);
  if (header.kind !== kind) throw new RangeError(`invalid model kind: ${header.kind}, expected ${kind}`);
  return header.version;
}

/** What results are kept under: the model's version and the code that applies it. */
export function modelKey(kind: string, file: string): string {
  return `${modelVersion(kind, file)}/${scoringCode()}`;
}

/** Languages (ISO 639-1) of which a model has seen labelled texts. */
export function modelEvidence(file: string): string[] {
  const { languages } = modelHeader<KnownHeader>(file);
  return Array.isArray(languages) ? languages : Object.keys(languages);
}

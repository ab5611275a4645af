declare module "yauzl" {
  import type { EventEmitter } from "node:events";
  import type { Readable } from "node:stream";

  export interface Entry {
    fileName: string;
    compressedSize: number;
    uncompressedSize: number;
    generalPurposeBitFlag: number;
  }

  export interface ZipFile extends EventEmitter {
    readEntry(): void;
    openReadStream(entry: Entry, callback: (error: Error | null, stream?: Readable) => void): void;
    close(): void;
  }

  export function open(
    path: string,
    options: { lazyEntries: boolean; autoClose: boolean; validateEntrySizes: boolean },
    callback: (error: Error | null, zip: ZipFile) => void,
  ): void;
}

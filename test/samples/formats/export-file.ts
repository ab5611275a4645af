import type { Post } from "../post.ts";

/** What a format's writer gives back. */
export interface Written {
  bytes: Uint8Array;
  /** Rows that no importer can take as mentions, by kind. */
  rejected: Record<string, number>;
}

/** An export to be written: posts in the order of the file. */
export interface ExportFile extends Written {
  name: string;
  format: string;
  encoding: string;
  /** Zone of the times in the file. */
  zone: string;
  /** How the zone can be known. */
  zoneProof: "ids" | "format" | "study";
  rows: Post[];
}

import type { Catalogue } from "../components/text.ts";
import { en } from "./en.ts";

/** Site languages besides English, each with the keys it holds; a test holds that none is missing. */
const OTHERS: Readonly<Record<string, Catalogue>> = { nl: {}, fi: {}, hu: {}, lv: {} };

/** The catalogues by site language. */
export const CATALOGUES: ReadonlyMap<string, Catalogue> = new Map<string, Catalogue>([
  ["en", en],
  ...Object.entries(OTHERS).map(([code, own]): [string, Catalogue] => [code, { ...en, ...own }]),
]);

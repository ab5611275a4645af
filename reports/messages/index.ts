import type { Catalogue } from "../components/text.ts";
import { en } from "./en.ts";

/** The catalogues by site language. Every language holds every key of the English one. */
export const CATALOGUES: ReadonlyMap<string, Catalogue> = new Map<string, Catalogue>([["en", en]]);

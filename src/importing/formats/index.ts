import type { Format } from "../format.ts";
import { brandwatch } from "./brandwatch.ts";
import { meltwater } from "./meltwater.ts";
import { talkwalker } from "./talkwalker.ts";

/** Every format that is recognised by signature; one file each. */
export const FORMATS: readonly Format[] = [brandwatch, meltwater, talkwalker];

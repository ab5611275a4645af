import { EarshotError } from "../errors.ts";
import type { Source } from "../study/study.ts";
import type { LoadedPart, PartContext } from "./import-part.ts";
import type { PreparedFile } from "./prepare.ts";

export async function importJson(
  _c: PartContext,
  _p: PreparedFile,
  _s: Source | null,
  _t: string,
): Promise<LoadedPart> {
  throw new EarshotError("JSON soon");
}

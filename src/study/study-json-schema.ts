import { z } from "zod";
import { studySchema } from "./schema.ts";

/** JSON Schema of study.yaml for editors, from the schema that checks it. */
export function studyJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(studySchema, { io: "input", target: "draft-7" });
  return { ...schema, title: "Earshot study" };
}

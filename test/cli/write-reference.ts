import { readFileSync, writeFileSync } from "node:fs";
import { withCommandReference } from "./reference-text.ts";

// Writes the commands into docs/reference.md.
const page = readFileSync("docs/reference.md", "utf8");
writeFileSync("docs/reference.md", await withCommandReference(page));

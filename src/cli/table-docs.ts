import { EarshotError, EXIT, type ExitCode } from "../errors.ts";
import { IMPORT_DOCS } from "../pipeline/import-docs.ts";
import { didYouMean } from "../pipeline/nearest-names.ts";
import { readPipeline } from "../pipeline/pipeline.ts";
import { locateWorkspace } from "../workspace.ts";
import { requireStudy } from "./open-workspace.ts";
import type { VerbCall } from "./verb.ts";

/** Print what a table is, what its columns mean, and where it comes from. */
export async function showDocs(call: VerbCall): Promise<ExitCode> {
  const [table] = call.positionals;
  if (table === undefined) throw new EarshotError("show --docs needs a table");
  const workspace = locateWorkspace(call.workspace);
  const pipeline = await readPipeline(workspace, requireStudy(workspace).study);
  const node = pipeline.providers.get(table.toLowerCase());
  if (!node) {
    const hint = didYouMean(table, pipeline.providers.keys());
    throw new EarshotError(`unknown table: ${table}`, { ...(hint && { remedy: hint }) });
  }
  const readers = pipeline.nodes.filter(
    (other) => other.reads.includes(table.toLowerCase()) && other.kind !== "check",
  );
  const checks = pipeline.nodes.filter(
    (other) => other.reads.includes(table.toLowerCase()) && other.kind === "check",
  );
  const names = (nodes: readonly { name: string }[]) => nodes.map((other) => other.name);
  const { kind, place, tags, reads } = node;
  const docs = (kind === "import" && IMPORT_DOCS[table.toLowerCase()]) || node.docs;
  if (call.terminal.json) {
    call.terminal.data(
      JSON.stringify(
        { table, kind, place, tags, ...docs, reads, readBy: names(readers), checks: names(checks) },
        null,
        2,
      ),
    );
    return EXIT.done;
  }
  const width = Math.max(0, ...Object.keys(docs.columns).map((name) => name.length));
  const lines = [
    `${table} (${kind}, ${place})`,
    docs.description,
    ...(docs.grain ? [`One row per ${docs.grain}.`] : []),
    ...(Object.keys(docs.columns).length > 0 ? ["", "Columns"] : []),
    ...Object.entries(docs.columns).map(([name, meaning]) => `  ${name.padEnd(width)}  ${meaning}`),
    "",
    `Reads     ${reads.join(", ") || "–"}`,
    `Read by   ${names(readers).join(", ") || "–"}`,
    `Checks    ${names(checks).join(", ") || "–"}`,
  ];
  call.terminal.data(lines.join("\n"));
  return EXIT.done;
}

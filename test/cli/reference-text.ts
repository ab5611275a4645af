import { loadVerb, verbNames } from "../../src/cli/main.ts";
import { COMMON_OPTIONS } from "../../src/cli/options.ts";
import type { VerbOption } from "../../src/cli/verb.ts";

export const START = "<!-- The commands, written by `tsx test/cli/write-reference.ts` from the code. -->";
export const END = "<!-- End of the commands. -->";

/** In a Markdown table a bar would end the cell. */
const cell = (text: string) => text.replaceAll("|", "\\|");

function optionRows(options: Readonly<Record<string, VerbOption>>): string[] {
  return Object.entries(options).map(([name, option]) => {
    const value = option.type === "string" ? ` ${option.value ?? "VALUE"}` : "";
    const short = option.short ? `\`-${option.short}\`, ` : "";
    const again = option.multiple ? " May be given several times." : "";
    return `| ${short}\`--${name}${value}\` | ${cell(option.description)}${again} |`;
  });
}

const table = (rows: readonly string[]) => ["| option | meaning |", "| --- | --- |", ...rows].join("\n");

/** The part of docs/reference.md that says what each command takes. */
export async function commandReference(): Promise<string> {
  const sections: string[] = [];
  for (const name of verbNames()) {
    const verb = await loadVerb(name);
    const usage = ["earshot", verb.name, verb.positionals, "[options]"].filter(Boolean).join(" ");
    const rows = optionRows(verb.options);
    sections.push(
      [
        `### ${verb.name}`,
        `${verb.summary.replace(/\.$/, "")}.`,
        `\`\`\`sh\n${usage}\n\`\`\``,
        ...(rows.length > 0 ? [table(rows)] : []),
        `\`\`\`sh\n${verb.examples.join("\n")}\n\`\`\``,
      ].join("\n\n"),
    );
  }
  const common = `### Options of every command\n\n${table(optionRows(COMMON_OPTIONS))}`;
  return `${START}\n\n${[common, ...sections].join("\n\n")}\n\n${END}`;
}

/** The page with its generated part made anew. */
export async function withCommandReference(page: string): Promise<string> {
  const from = page.indexOf(START);
  const to = page.indexOf(END);
  if (from < 0 || to < from) throw new Error("docs/reference.md has lost the marks of its generated part");
  return page.slice(0, from) + (await commandReference()) + page.slice(to + END.length);
}

import { COMMON_OPTIONS } from "./options.ts";
import type { Verb, VerbOption } from "./verb.ts";

function table(rows: readonly (readonly [string, string])[], width = 100): string {
  const first = Math.min(28, Math.max(...rows.map(([left]) => left.length)));
  return rows
    .map(([left, right]) => {
      const lines = wrap(right, Math.max(30, width - first - 4));
      const [head = "", ...rest] = lines;
      const lead = left.length > first ? `  ${left}\n${" ".repeat(first + 4)}` : `  ${left.padEnd(first)}  `;
      return [lead + head, ...rest.map((line) => " ".repeat(first + 4) + line)].join("\n");
    })
    .join("\n");
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length + 1 > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function optionRow(name: string, option: VerbOption): readonly [string, string] {
  const short = option.short ? `-${option.short}, ` : "";
  const value = option.type === "string" ? ` ${option.value ?? "VALUE"}` : "";
  const again = option.multiple ? " May be given several times." : "";
  return [`${short}--${name}${value}`, option.description + again];
}

/** Help of one verb, generated from its description. */
export function verbHelp(verb: Verb): string {
  const own = Object.entries(verb.options).map(([name, option]) => optionRow(name, option));
  const common = Object.entries(COMMON_OPTIONS).map(([name, option]) => optionRow(name, option));
  const usage = ["earshot", verb.name, verb.positionals, "[options]"].filter(Boolean).join(" ");
  return [
    `${verb.summary}\n`,
    `Usage: ${usage}\n`,
    ...(own.length > 0 ? [`Options:\n${table(own)}\n`] : []),
    `Options of every command:\n${table(common)}\n`,
    `Examples:\n${verb.examples.map((example) => `  ${example}`).join("\n")}\n`,
  ].join("\n");
}

/** The list of commands, each with its summary. */
export function overview(verbs: readonly (readonly [name: string, summary: string])[]): string {
  const codes: (readonly [string, string])[] = [
    ["0", "done"],
    ["1", "a check failed"],
    ["2", "wrong use or configuration"],
    ["3", "a step failed"],
    ["4", "the site failed"],
    ["130", "interrupted"],
  ];
  return [
    "earshot: from exported mentions to numbers you can defend and a static report site\n",
    "Usage: earshot COMMAND [options]\n",
    `Commands:\n${table(verbs)}\n`,
    `Exit codes:\n${table(codes)}\n`,
    "`earshot help COMMAND` tells more about one of them.\n",
  ].join("\n");
}

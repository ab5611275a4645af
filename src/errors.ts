/** Exit codes of every `earshot` command; documented in docs/reference.md. */
export const EXIT = {
  done: 0,
  checkFailed: 1,
  usage: 2,
  stepFailed: 3,
  siteFailed: 4,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** One finding about a file that a person wrote or dropped in. Lines and columns count from 1. */
export interface Diagnostic {
  file?: string;
  line?: number;
  column?: number;
  severity: "error" | "warning";
  message: string;
  /** Short kebab-case name of the rule, e.g. `unknown-table`. */
  rule: string;
  /** What to do next. */
  hint?: string;
  /** The source line, so that a caret can be drawn under the column. */
  source?: string;
}

/** The one error class that carries an exit code. Anything else thrown is a defect of Earshot. */
export class EarshotError extends Error {
  readonly exitCode: ExitCode;
  readonly diagnostics: readonly Diagnostic[];
  /** What the person can do about it. */
  readonly remedy: string | undefined;

  constructor(
    message: string,
    options: {
      exitCode?: ExitCode;
      diagnostics?: readonly Diagnostic[];
      remedy?: string;
      cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "EarshotError";
    this.exitCode = options.exitCode ?? EXIT.usage;
    this.diagnostics = options.diagnostics ?? [];
    this.remedy = options.remedy;
  }
}

/** As wide as what stands before a column: tabs stay tabs, signs of double width (East Asian, emoji) take two blanks. */
function blanks(source: string, column: number): string {
  const wide =
    /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;
  const before = [...source].slice(0, column - 1);
  const drawn = before.map((sign) => (sign === "\t" ? sign : wide.test(sign) ? "  " : " ")).join("");
  return drawn + " ".repeat(Math.max(0, column - 1 - before.length));
}

/**
 * `file:line:column: severity: message [rule]`, then the source line with a caret and the hint where known.
 * Plain text without colour.
 */
export function formatDiagnostic(d: Diagnostic): string {
  const place = [d.file, d.line, d.line === undefined ? undefined : d.column]
    .filter((part) => part !== undefined)
    .join(":");
  const lines = [`${place ? `${place}: ` : ""}${d.severity}: ${d.message} [${d.rule}]`];
  if (d.source !== undefined) {
    lines.push(`  ${d.source}`);
    if (d.column !== undefined) lines.push(`  ${blanks(d.source, d.column)}^`);
  }
  if (d.hint) lines.push(`  ${d.hint}`);
  return lines.join("\n");
}

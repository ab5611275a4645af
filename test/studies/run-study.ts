import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** Third-party mention files for tests; they stand beside the project, not in it. */
export const SHARED_MENTIONS = join("..", "shared", "data", "mentions");

/** What a test says when it skips because the third-party data is not there. */
export function missingData(file: string): string | undefined {
  return existsSync(join(SHARED_MENTIONS, file)) ? undefined : `${file} is not beside the project`;
}

export interface CommandResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Run `earshot` as its own process, as a user does. */
export function earshot(...args: string[]): CommandResult {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["src/cli/earshot.mjs", ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { code: status, stdout, stderr };
}

/** The rows of a table, or of a query, as `earshot show --json` prints them. */
export function show<T>(workspace: string, what: string, sql = false): T[] {
  const target = sql ? ["--sql", what] : [what];
  const { code, stdout, stderr } = earshot("show", ...target, "--json", "--workspace", workspace);
  if (code !== 0) throw new Error(`earshot show ${what} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as T[];
}

/** Forget what an earlier run of this workspace left. */
export function cleanWorkspace(workspace: string): void {
  for (const left of ["data", "dist", "reports"])
    rmSync(join(workspace, left), { recursive: true, force: true });
}

/** A CSV file (RFC 4180, gzip or plain) read without any part of Earshot, for independent counts. */
export function readCsvPlainly(path: string): Record<string, string>[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let quoted = false;
  const endField = () => {
    row.push(field);
    field = "";
  };
  const endRow = () => {
    endField();
    rows.push(row);
    row = [];
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') field += c;
      else if (text[i + 1] === '"') field += text[i++];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ",") endField();
    else if (c === "\n") endRow();
    else if (c !== "\r") field += c;
  }
  if (field !== "" || row.length > 0) endRow();
  const [header = [], ...body] = rows;
  return body.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ""])));
}

import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../../src/workspace.ts";

/** The samples as a workspace of their own in a new folder. */
export function sampleWorkspace(): string {
  const root = mkdtempSync(join(tmpdir(), "earshot-preview-"));
  mkdirSync(join(root, "pipelines", "models", "marts"), { recursive: true });
  cpSync(join(PACKAGE_ROOT, "pipelines", "study.yaml"), join(root, "pipelines", "study.yaml"));
  cpSync(join(PACKAGE_ROOT, "data", "samples"), join(root, "data", "samples"), { recursive: true });
  return root;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

/** `earshot preview` as a person runs it: a process of its own, its terminal read. */
export class LivePreview {
  private output = "";
  readonly ended: Promise<number | null>;

  private constructor(
    readonly root: string,
    readonly address: string,
    readonly child: ChildProcess,
  ) {
    const collect = (chunk: Buffer) => {
      this.output += chunk.toString();
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    this.ended = new Promise((resolve) => child.on("close", resolve));
  }

  static async start(root: string, options: readonly string[] = []): Promise<LivePreview> {
    const port = await freePort();
    const script = join(PACKAGE_ROOT, "src", "cli", "earshot.mjs");
    const args = [script, "preview", "--workspace", root, "--port", String(port), ...options];
    const child = spawn(process.execPath, args, { env: { ...process.env, NO_COLOR: "1" } });
    const live = new LivePreview(root, `http://127.0.0.1:${port}/`, child);
    await live.said(/Preview at /, 90_000);
    for (let tries = 0; tries < 200; tries++) {
      const answered = await fetch(live.address).then(
        (response) => response.ok,
        () => false,
      );
      if (answered) return live;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the server did not answer:\n${live.terminal}`);
  }

  /** All that stood on the terminal so far. */
  get terminal(): string {
    return this.output;
  }

  /** Wait until the terminal says something, after its first `from` characters. */
  async said(pattern: RegExp, milliseconds = 20_000, from = 0): Promise<string> {
    const end = Date.now() + milliseconds;
    while (Date.now() < end) {
      const found = pattern.exec(this.output.slice(from));
      if (found) return found[0];
      if (this.child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`the terminal never said ${pattern}:\n${this.output}`);
  }

  /** Ctrl-C. Gives the exit code. */
  async interrupt(): Promise<number | null> {
    this.child.kill("SIGINT");
    return await this.ended;
  }

  /** End it, if it runs still, and remove the workspace. */
  async remove(): Promise<void> {
    if (this.child.exitCode === null) await this.interrupt();
    rmSync(this.root, { recursive: true, force: true });
  }
}

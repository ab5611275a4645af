import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

export interface Measured {
  seconds: number;
  /**
   * Most resident memory: the kernel's high-water mark of the process, or the sum over it and its descendants where that
   * was more at any look; null where there is no /proc.
   */
  peakBytes: number | null;
  readBytes: number | null;
  writtenBytes: number | null;
  code: number | null;
  stdout: string;
  stderr: string;
}

function field(path: string, name: string, unit: number): number | null {
  try {
    const found = new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(readFileSync(path, "utf8"));
    return found ? Number(found[1]) * unit : null;
  } catch {
    return null;
  }
}

/** Processes that a process has started, and theirs. */
function descendants(pid: number): number[] {
  try {
    const listed = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    const own = listed === "" ? [] : listed.split(" ").map(Number);
    return own.flatMap((child) => [child, ...descendants(child)]);
  } catch {
    return [];
  }
}

/** Run a program as its own process and read the kernel's account of it every 20 ms until it ends. */
export function measureProcess(command: string, args: readonly string[]): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1" },
    });
    const measured: Measured = {
      seconds: 0,
      peakBytes: null,
      readBytes: null,
      writtenBytes: null,
      code: null,
      stdout: "",
      stderr: "",
    };
    const look = () => {
      const proc = `/proc/${child.pid}`;
      const own = field(`${proc}/status`, "VmHWM", 1024);
      if (own === null || child.pid === undefined) return;
      const all = [child.pid, ...descendants(child.pid)].map(
        (pid) => field(`/proc/${pid}/status`, "VmRSS", 1024) ?? 0,
      );
      const together = all.reduce((a, b) => a + b, 0);
      measured.peakBytes = Math.max(own, together, measured.peakBytes ?? 0);
      measured.readBytes = field(`${proc}/io`, "rchar", 1) ?? measured.readBytes;
      measured.writtenBytes = field(`${proc}/io`, "wchar", 1) ?? measured.writtenBytes;
    };
    const timer = setInterval(look, 20);
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      measured.stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      measured.stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(timer);
      resolve({ ...measured, seconds: (performance.now() - started) / 1000, code });
    });
  });
}

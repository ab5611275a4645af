import { createColors } from "picocolors";
import type { Terminal } from "./verb.ts";

export interface TerminalSettings {
  json: boolean;
  quiet: boolean;
  debug: boolean;
  noColor: boolean;
}

/** A stream as the terminal writes to it. */
export interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

/** Milliseconds between two plain progress lines, where the line cannot be rewritten. */
const PLAIN_INTERVAL = 10_000;
const LIVE_INTERVAL = 80;

/** Is colour wanted on this stream? NO_COLOR and FORCE_COLOR as agreed at no-color.org. */
export function wantsColour(
  settings: TerminalSettings,
  output: Output,
  environment: NodeJS.ProcessEnv,
): boolean {
  if (settings.noColor || environment["NO_COLOR"]) return false;
  if (environment["FORCE_COLOR"] && environment["FORCE_COLOR"] !== "0") return true;
  return output.isTTY === true && environment["TERM"] !== "dumb";
}

/** Text from data shown in a terminal must not steer it: control characters become visible. */
export function printable(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to disarm
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function progressText(
  label: string,
  done: number,
  total: number | undefined,
  started: number,
  now: number,
): string {
  const seconds = Math.max(0.001, (now - started) / 1000);
  const rate = done / seconds;
  const count = done.toLocaleString("en");
  if (total === undefined || total === 0) return `${label}: ${count}`;
  const left = rate > 0 ? Math.ceil((total - done) / rate) : 0;
  const share = Math.floor((100 * done) / total);
  const speed = rate >= 10 ? `, ${Math.round(rate).toLocaleString("en")}/s` : "";
  return `${label}: ${count} of ${total.toLocaleString("en")} (${share} %${speed}, ${left} s left)`;
}

/** A terminal that writes data to one stream and everything else to another. */
export class StreamTerminal implements Terminal {
  readonly json: boolean;
  readonly colour: boolean;
  readonly columns: number;
  private readonly live: boolean;
  private liveShown = false;
  private current = { label: "", started: 0, shown: 0 };
  private readonly paint: ReturnType<typeof createColors>;

  constructor(
    private readonly settings: TerminalSettings,
    private readonly out: Output,
    private readonly err: Output,
    environment: NodeJS.ProcessEnv = process.env,
  ) {
    this.json = settings.json;
    this.colour = wantsColour(settings, err, environment);
    this.columns = err.columns ?? 80;
    this.live = err.isTTY === true && environment["TERM"] !== "dumb" && !settings.quiet;
    this.paint = createColors(this.colour);
  }

  private clearLive(): void {
    if (!this.liveShown) return;
    this.err.write("\r\x1b[2K");
    this.liveShown = false;
  }

  private line(text: string): void {
    this.clearLive();
    this.err.write(`${text}\n`);
  }

  data(text: string): void {
    this.clearLive();
    this.out.write(text.endsWith("\n") ? text : `${text}\n`);
  }

  write(text: string): void {
    this.clearLive();
    this.out.write(text);
  }

  say(text: string): void {
    if (!this.settings.quiet) this.line(text);
  }

  warn(text: string): void {
    if (!this.settings.quiet) this.line(this.paint.yellow(text));
  }

  error(text: string): void {
    this.line(this.paint.red(text));
  }

  debug(text: string): void {
    if (this.settings.debug) this.line(this.paint.dim(text));
  }

  progress(label: string, done: number, total?: number): void {
    if (this.settings.quiet) return;
    const now = performance.now();
    if (label !== this.current.label)
      this.current = { label, started: now, shown: now - (this.live ? LIVE_INTERVAL : 0) };
    if (now - this.current.shown < (this.live ? LIVE_INTERVAL : PLAIN_INTERVAL)) return;
    this.current.shown = now;
    const text = progressText(label, done, total, this.current.started, now);
    if (!this.live) this.err.write(`${text}\n`);
    else {
      this.err.write(`\r\x1b[2K${text.slice(0, Math.max(20, this.columns - 1))}`);
      this.liveShown = true;
    }
  }

  /** Take a live line away; call it before the program ends. */
  end(): void {
    this.clearLive();
  }
}

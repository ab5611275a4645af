import { formatDiagnostic } from "../errors.ts";
import type { RunEvent, RunListener } from "../pipeline/index.ts";
import { counted, duration } from "./numbers.ts";
import type { Terminal } from "./verb.ts";

const CHECK_WORDS = {
  failed: "check failed",
  warned: "check warns",
  passed: "check passed",
  skipped: "check skipped",
};

function stepLine(event: Extract<RunEvent, { type: "step-finished" }>): string {
  const { step, index, total } = event;
  const rows = step.rows === null ? "" : ` ${counted(step.rows, "row")}`;
  const place = `[${String(index).padStart(String(total).length)}/${total}]`;
  if (step.status === "skipped") return `${place} ${step.name} skipped: ${step.reason}`;
  return `${place} ${step.name}${rows} in ${duration(step.milliseconds)} (${step.reason})`;
}

/** Turn the events of a run into terminal lines. */
export function terminalListener(terminal: Terminal): RunListener {
  return (event) => {
    switch (event.type) {
      case "step-started":
        terminal.progress(`[${event.index}/${event.total}] ${event.name}`, 0);
        break;
      case "step-progress":
        terminal.progress(event.name, event.done, event.total);
        break;
      case "step-finished":
        if (event.step.status === "failed") terminal.error(event.step.error ?? `${event.step.name} failed`);
        else if (event.step.status === "skipped") {
          const interrupted = event.step.reason === "the run was interrupted";
          terminal[interrupted ? "debug" : "warn"](stepLine(event));
        } else terminal.say(stepLine(event));
        break;
      case "check-finished":
        if (event.status === "passed" || event.status === "skipped")
          terminal.debug(`${CHECK_WORDS[event.status]}: ${event.name}`);
        else
          terminal[event.status === "failed" ? "error" : "warn"](
            event.error
              ? `${event.error}\n${CHECK_WORDS.failed}: ${event.name} could not be run`
              : `${CHECK_WORDS[event.status]}: ${event.name}, ${counted(event.failures, "row")} (${event.place})`,
          );
        break;
      case "diagnostic":
        if (event.diagnostic.severity === "error") terminal.error(formatDiagnostic(event.diagnostic));
        else terminal.warn(formatDiagnostic(event.diagnostic));
        break;
      case "note":
        terminal.say(`${event.name}: ${event.message}`);
        break;
      case "dropped":
        terminal.say(`dropped ${event.name}: no file defines it any more`);
        break;
      case "plan":
        break;
    }
  };
}

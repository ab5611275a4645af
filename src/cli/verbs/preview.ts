import { EarshotError, EXIT } from "../../errors.ts";
import type { Verb } from "../verb.ts";

function portOf(given: unknown): number {
  const port = Number(given ?? 3000);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new EarshotError(`invalid port: ${String(given)}`, {
    remedy: "A port is a whole number from 1 to 65535.",
  });
}

export const verb: Verb = {
  name: "preview",
  summary: "Serve the site and keep it up to date while models, steps, study and pages are edited.",
  options: {
    port: { type: "string", value: "PORT", description: "Port of the server. Default: 3000." },
    host: {
      type: "string",
      value: "HOST",
      description: "Address to listen on. Default: 127.0.0.1, this machine only.",
    },
  },
  examples: ["earshot preview", "earshot preview --workspace studies/spring --port 3001"],
  async run({ workspace, options, terminal, signal }) {
    const { preview } = await import("../preview.ts");
    const host = typeof options["host"] === "string" ? options["host"] : "127.0.0.1";
    await preview(workspace, { host, port: portOf(options["port"]), terminal, signal });
    return signal.aborted ? EXIT.interrupted : EXIT.done;
  },
};

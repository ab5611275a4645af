import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OpenWorkspace, openWorkspace } from "earshot";
import type { RunManifest } from "../../src/manifest.ts";
import { makeStudy, type SampleStudy } from "../samples/make-study.ts";

/** A sample study after a run of the whole pipeline. */
export interface Recovered {
  study: SampleStudy;
  manifest: RunManifest;
  rows<T>(sql: string): Promise<T[]>;
  close(): void;
}

/** Makes the sample study of a seed in a folder of its own and runs the pipeline (without the site) over it. */
export async function recover(seed: number): Promise<Recovered> {
  const study = makeStudy(seed);
  const root = mkdtempSync(join(tmpdir(), "earshot-samples-"));
  const exports = join(root, "data", "samples", "exports");
  mkdirSync(exports, { recursive: true });
  cpSync(join("pipelines", "study.yaml"), join(root, "pipelines", "study.yaml"));
  for (const file of study.files) writeFileSync(join(exports, file.name), file.bytes);
  let workspace: OpenWorkspace | undefined;
  try {
    workspace = await openWorkspace(root);
    const manifest = await workspace.run();
    const opened = workspace;
    return {
      study,
      manifest,
      rows: (sql) => opened.rows(sql),
      close: () => {
        opened.close();
        rmSync(root, { recursive: true, force: true });
      },
    };
  } catch (error) {
    workspace?.close();
    rmSync(root, { recursive: true, force: true });
    throw error;
  }
}

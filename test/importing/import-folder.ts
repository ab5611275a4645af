import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type ImportResult, importExports } from "../../src/importing/index.ts";
import type { Source, Study } from "../../src/study/study.ts";
import { Warehouse } from "../../src/warehouse/index.ts";
import type { Workspace } from "../../src/workspace.ts";

/** A study with nothing but what the import reads. */
export function studyWith(over: Partial<Study> = {}): Study {
  return {
    title: "Test",
    objective: null,
    timeZone: "UTC",
    period: { every: "week", from: null, to: null },
    exports: ["data/exports"],
    topics: [],
    macros: {},
    exclusions: { words: [], authors: [], sites: [] },
    sources: [],
    languages: { score: null, allowGuesses: false },
    sentiment: { model: "earshot" },
    emotions: false,
    privacy: { profile: "internal" },
    targets: [],
    campaigns: [],
    import: { maxRejectedShare: 0.01 },
    site: { title: "Test", languages: ["en"] },
    ...over,
  };
}

export function sourceWith(over: Partial<Source>): Source {
  return {
    match: "*",
    format: null,
    timeZone: null,
    platform: null,
    sourceType: null,
    mapping: null,
    ...over,
  };
}

/** A folder of exports and a warehouse in memory; close it. */
export class ImportFolder {
  readonly root = mkdtempSync(join(tmpdir(), "earshot-test-"));
  readonly study: Study;
  warehouse!: Warehouse;

  private constructor(study: Study) {
    this.study = study;
    mkdirSync(join(this.root, "data", "exports"), { recursive: true });
  }

  static async open(
    files: Record<string, string | Uint8Array> = {},
    study: Partial<Study> = {},
  ): Promise<ImportFolder> {
    const folder = new ImportFolder(studyWith(study));
    folder.warehouse = await Warehouse.open({ path: ":memory:" });
    for (const [name, content] of Object.entries(files)) folder.write(name, content);
    return folder;
  }

  path(name: string): string {
    return join(this.root, "data", "exports", name);
  }

  write(name: string, content: string | Uint8Array): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), content);
  }

  remove(name: string): void {
    rmSync(this.path(name));
  }

  get workspace(): Workspace {
    return { root: this.root } as Workspace;
  }

  async import(options: Parameters<typeof importExports>[3] = {}, study = this.study): Promise<ImportResult> {
    return importExports(this.warehouse, study, this.workspace, {
      now: new Date("2026-11-22T00:00:00Z"),
      ...options,
    });
  }

  rows<T = Record<string, unknown>>(sql: string): Promise<T[]> {
    return this.warehouse.rows<T>(sql);
  }

  close(): void {
    this.warehouse.close();
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Import, look, close: for tests of one import. */
export async function imported<T>(
  files: Record<string, string | Uint8Array>,
  look: (folder: ImportFolder, result: ImportResult) => Promise<T>,
  study: Partial<Study> = {},
): Promise<T> {
  const folder = await ImportFolder.open(files, study);
  try {
    return await look(folder, await folder.import());
  } finally {
    folder.close();
  }
}

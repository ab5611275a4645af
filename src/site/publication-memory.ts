import { createHash } from "node:crypto";
import type { RunManifest } from "../manifest.ts";
import type { Study } from "../study/study.ts";
import type { LinkedCells } from "./linked-tables.ts";
import type { KnownPersons } from "./person-names.ts";
import type { Publication } from "./publication.ts";
import type { CellAuthors } from "./small-authors.ts";

/** What was written for one publication, and what it was made from. */
interface Remembered {
  key: string;
  files: readonly string[];
  rows: number;
  /** Cells it withheld, which the figures copied from them share. */
  withheld: readonly string[];
}

/** Tables that tell how many people stand behind a number, and who they are. */
const PROTECTING = ["topic_mentions", "mentions", "periods"];

/**
 * What a process has published, so that a watch writes only what changed: each publication is known by the
 * fingerprints of the tables it reads, of those that protect people, and by the study.
 */
export class PublicationMemory {
  private readonly known = new Map<string, Remembered>();
  private readonly displaced = new Map<string, Remembered | null>();
  private fingerprints = new Map<string, string>();
  private base = "";
  /** Authors and persons, as long as the tables they come from stand. */
  people: { key: string; counted: CellAuthors; linked: LinkedCells; persons: KnownPersons } | null = null;

  /** Begin a publication of this run's tables. */
  begin(manifest: RunManifest, study: Study): void {
    this.fingerprints = new Map(manifest.steps.map((step) => [step.name, step.fingerprint]));
    this.base = [manifest.study.sha256, study.privacy.profile, this.of(PROTECTING)].join("\n");
  }

  /** Stands for the study and for who is in it. */
  get peopleKey(): string {
    return this.base;
  }

  /** Stands for everything that a publication is made from. `withheld`: cells withheld so far. */
  keyOf(publication: Publication, withheld: ReadonlySet<string>): string {
    const copied = publication.follows ? [...withheld].sort().join("\r") : "";
    const reads = this.of(publication.reads ?? [publication.name]);
    const parts = [this.base, JSON.stringify(publication), reads, copied];
    return createHash("sha256").update(parts.join("\n")).digest("hex");
  }

  /**
   * Does the last publication protect people as one during this run would? Not where the study is another, and not where
   * this run brought other people.
   */
  protectsStill(manifest: RunManifest, study: Study): boolean {
    const [sha256, profile] = this.base.split("\n");
    const ran = manifest.steps.filter(({ status }) => status !== "unchanged").map(({ name }) => name);
    const same = sha256 === manifest.study.sha256 && profile === study.privacy.profile;
    return same && ![...PROTECTING, "import"].some((name) => ran.includes(name));
  }

  /** Files written during a run, as they were before; null for none. */
  readonly before = new Map<string, Buffer | null>();

  /** Cells withheld by the last publication of all but `name`. */
  withheldBeside(name: string): Set<string> {
    return new Set([...this.known].flatMap(([each, { withheld }]) => (each === name ? [] : withheld)));
  }

  recall(name: string, key: string): Remembered | null {
    const found = this.known.get(name);
    return found?.key === key ? found : null;
  }

  remember(name: string, found: Remembered): void {
    this.known.set(name, found);
  }

  /** Remember what was published during a run, which `forgetEarly` undoes. It is never recalled. */
  rememberEarly(name: string, made: Omit<Remembered, "key">): void {
    if (!this.displaced.has(name)) this.displaced.set(name, this.known.get(name) ?? null);
    this.known.set(name, { key: "early", ...made });
  }

  /** The run has ended well, and all was published: what stood before it is no longer needed. */
  settle(): void {
    this.before.clear();
    this.displaced.clear();
  }

  /** The run failed: know again what was known before it. */
  forgetEarly(): void {
    for (const [name, found] of this.displaced) {
      if (found) this.known.set(name, found);
      else this.known.delete(name);
    }
    this.settle();
  }

  /** Tables that no step is named after come from the import. */
  private of(tables: readonly string[]): string {
    const imported = this.fingerprints.get("import") ?? "";
    return tables.map((table) => `${table}=${this.fingerprints.get(table) ?? imported}`).join("\n");
  }
}

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Diagnostic } from "../errors.ts";
import type { Workspace } from "../workspace.ts";
import { brokenPages, composePage, pageChrome, pageContext } from "./compose-page.ts";
import { type ChangedParts, changedParts } from "./live-parts.ts";
import type { LivePage } from "./live-server.ts";
import { type LanguagePlan, type Plan, planSite } from "./page-plan.ts";
import { type ParsedFiles, type ReportData, readReportData } from "./report-data.ts";
import { Slots } from "./slots.ts";
import type { PageChrome } from "./stage.ts";
import { filesBelow, syncParts, writeConfig, writeIfChanged } from "./stage-parts.ts";
import { trackReads } from "./tracked-data.ts";

interface Planned {
  section: LanguagePlan;
  plan: Plan;
  /** Stands for what the page is made of beside data: its own text, the pages there are, the words of the language. */
  shape: string;
}

/** What came of filling a page. */
export interface LiveFilling {
  /** Its mistakes. A page that has any stays as it was. */
  diagnostics: Diagnostic[];
  changed: ChangedParts;
}

/** Versions of parts begin with it, so that a page of an earlier preview is not taken for one of this. */
const BORN = Date.now().toString(36);

/**
 * The site as a preview shows it: put together once, then page by page as what a page is made of changes. Large markup is
 * kept aside (see `LiveServer`): Framework, which parses a page several times over, gets the text with marks in it.
 */
export class LiveStage {
  readonly folder: string;
  private readonly src: string;
  private readonly parsed: ParsedFiles = new Map();
  private readonly copied = new Map<string, string>();
  private data: ReportData;
  private planned = new Map<string, Planned>();
  private readonly reading = new Map<string, ReadonlySet<string>>();
  private readonly stale = new Set<string>();
  private readonly parts = new Map<string, { parts: readonly string[]; version: string }>();
  private chrome: Record<string, PageChrome> = {};
  private changes = 0;

  /** Nothing is filled yet: see `waiting`. */
  constructor(private readonly workspace: Workspace) {
    this.folder = join(workspace.warehouse, "site");
    this.src = join(this.folder, "src");
    rmSync(this.src, { recursive: true, force: true });
    mkdirSync(this.src, { recursive: true });
    this.data = readReportData(workspace.reportData, this.parsed);
    this.update(true);
    this.finish();
  }

  /** Pages that are not up to date, those of the first language first. */
  get waiting(): string[] {
    return [...this.planned.keys()].filter((path) => this.stale.has(path));
  }

  /** Pages of the first site language. */
  get firstLanguage(): string[] {
    return [...this.planned].filter(([, { section }]) => section.prefix === "").map(([path]) => path);
  }

  /** Does a page show what is published under this name? True for pages that were not filled yet. */
  reads(path: string, published: string): boolean {
    return this.reading.get(path)?.has(published) ?? true;
  }

  /**
   * Look at what was published; pages made of what changed are waiting then.
   * @param files whether page files may have changed, too
   */
  update(files = true): void {
    const before = this.data;
    this.data = readReportData(this.workspace.reportData, this.parsed);
    const changed = changedTables(before, this.data);
    const old = this.planned;
    const [was, is] = [planBasis(before), planBasis(this.data)];
    if (files || was !== is) this.planned = this.plan();
    for (const path of old.keys()) if (!this.planned.has(path)) this.drop(path);
    for (const [path, { shape }] of this.planned) {
      const reads = this.reading.get(path);
      const touched = !reads || [...reads].some((name) => changed.has(name));
      if (touched || old.get(path)?.shape !== shape) this.stale.add(path);
    }
  }

  /** Fill one page if it is waiting. */
  fill(path: string): LiveFilling {
    const found = this.planned.get(path);
    if (!found || !this.stale.has(path)) return { diagnostics: [], changed: {} };
    const reads = new Set<string>();
    const slots = new Slots();
    const data = trackReads(this.data, reads);
    const { source, diagnostics } = composePage(data, found.section, found.plan, slots.keep);
    this.stale.delete(path);
    if (diagnostics.length > 0) {
      this.reading.delete(path);
      return { diagnostics, changed: {} };
    }
    this.reading.set(path, reads);
    const changed = changedParts(this.parts.get(path)?.parts ?? [], slots.all);
    const version = `${BORN}.${++this.changes}`;
    if (Object.keys(changed).length > 0 || !this.parts.has(path))
      this.parts.set(path, { parts: slots.all, version });
    writeIfChanged(join(this.src, `${path}.md`), source);
    return { diagnostics, changed };
  }

  /** A page as it was last filled; null where there is none. */
  page(path: string): LivePage | null {
    const found = this.parts.get(path);
    return found ? { ...found, chrome: this.chrome[`/${path}`] } : null;
  }

  /** Fill these pages now. Throws with all that is wrong on them. */
  fillAll(paths: readonly string[]): void {
    const diagnostics = paths.flatMap((path) => this.fill(path).diagnostics);
    if (diagnostics.length > 0) throw brokenPages(diagnostics);
  }

  /** Components, style and published files, as pages read them. */
  sync(): void {
    syncParts(this.workspace, this.src);
    this.copyChanged();
  }

  /** Bring up to date what open pages do not get anew: published files, heads and feet of all pages. */
  finish(): void {
    this.sync();
    const chrome: Record<string, PageChrome> = {};
    const languages = [...new Set([...this.planned.values()].map(({ section }) => section.language))];
    for (const [path, { section, plan }] of this.planned) {
      chrome[`/${path}`] = pageChrome(pageContext(this.data, section, plan), section, plan, languages);
    }
    this.chrome = chrome;
    writeConfig(this.workspace, this.folder, this.data, chrome);
  }

  private plan(): Map<string, Planned> {
    const planned = new Map<string, Planned>();
    for (const section of planSite(this.workspace, this.data)) {
      const words = JSON.stringify([section.nav, [...section.pages], section.text.messages]);
      const shared = createHash("sha256").update(words).digest("hex");
      for (const plan of section.plans) {
        const shape = `${plan.page.file}\n${plan.page.bodyLine}\n${plan.page.body}\n${shared}`;
        planned.set(`${section.prefix}${plan.name}`, { section, plan, shape });
      }
    }
    return planned;
  }

  private drop(path: string): void {
    this.stale.delete(path);
    this.reading.delete(path);
    this.parts.delete(path);
    rmSync(join(this.src, `${path}.md`), { force: true });
  }

  private copyChanged(): void {
    const { reportData } = this.workspace;
    const there = filesBelow(reportData);
    for (const name of there) {
      const { size, mtimeNs } = statSync(join(reportData, name), { bigint: true });
      const stamp = `${size}:${mtimeNs}`;
      if (this.copied.get(name) === stamp) continue;
      const to = join(this.src, "data", name);
      mkdirSync(dirname(to), { recursive: true });
      copyFileSync(join(reportData, name), to);
      this.copied.set(name, stamp);
    }
    for (const name of this.copied.keys()) {
      if (there.includes(name)) continue;
      rmSync(join(this.src, "data", name), { force: true });
      this.copied.delete(name);
    }
  }
}

/** All of the published data that decides which pages there are and what they are called. */
function planBasis(data: ReportData): string {
  const filled = data.names().filter((name) => data.has(name));
  return JSON.stringify([filled, data.topics, data.run.study]);
}

/** Names, as `trackReads` notes them, of what differs between two states of the published data. */
function changedTables(before: ReportData, after: ReportData): Set<string> {
  const changed = new Set<string>();
  const names = new Set([...before.names(), ...after.names()]);
  for (const name of names) if (before.table(name) !== after.table(name)) changed.add(name);
  if (before.names().join("\n") !== after.names().join("\n")) changed.add("*");
  if (before.feed !== after.feed) changed.add("feed");
  for (const part of Object.keys({ ...before.run, ...after.run }) as (keyof typeof after.run)[]) {
    if (JSON.stringify(before.run[part]) !== JSON.stringify(after.run[part])) changed.add(`run.${part}`);
  }
  return changed;
}

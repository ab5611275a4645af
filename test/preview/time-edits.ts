import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { PACKAGE_ROOT } from "../../src/workspace.ts";
import { selectorOf, type TimedEdit } from "./edits.ts";
import { LivePreview, sampleWorkspace } from "./live-preview.ts";

/** Time for what an edit leaves to do behind the open page. */
const REST = 1500;

/** In the page: look whenever something was put in, and tell when what is looked at differs from now and is drawn. */
const WATCH = `(looked) => {
  const read = () => [...document.querySelectorAll(looked)].map((each) => each.innerHTML).join("\\n");
  const before = read();
  window.changed = new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      if (read() === before) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(resolve));
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}`;

/** A page that is open while its workspace is edited. */
export class EditedPage {
  private constructor(
    readonly live: LivePreview,
    readonly page: Page,
    readonly edit: TimedEdit,
    private readonly source: string,
  ) {}

  /** Start a preview of the samples and open the page of an edit in it. */
  static async open(edit: TimedEdit, browser: Browser): Promise<EditedPage> {
    const root = sampleWorkspace();
    const source = readFileSync(join(PACKAGE_ROOT, "pipelines", edit.file), "utf8");
    if (edit.text(source, 1) === source) throw new Error(`${edit.name}: the edit changes nothing`);
    const opened = new EditedPage(await LivePreview.start(root), await browser.newPage(), edit, source);
    await opened.page.goto(`${opened.live.address}${edit.page}.html`);
    await opened.page.locator(selectorOf(edit)).first().waitFor();
    await opened.page.waitForTimeout(REST);
    return opened;
  }

  /** Save the n-th edit. Milliseconds until the page has drawn what came of it. */
  async save(n: number): Promise<number> {
    const file = join(this.live.root, "pipelines", this.edit.file);
    mkdirSync(dirname(file), { recursive: true });
    await this.page.evaluate(`(${WATCH})(${JSON.stringify(selectorOf(this.edit))})`);
    const started = performance.now();
    writeFileSync(file, this.edit.text(this.source, n));
    const late = setTimeout(
      () => console.error(`${this.edit.name}: no change\n${this.live.terminal}`),
      30_000,
    );
    await this.page.evaluate("window.changed");
    clearTimeout(late);
    return performance.now() - started;
  }

  async close(): Promise<void> {
    await this.page.close();
    await this.live.remove();
  }
}

/** Milliseconds from saving to the changed page, for so many edits of one kind; the page rests between them. */
export async function timeEdits(edit: TimedEdit, times: number, browser: Browser): Promise<number[]> {
  const opened = await EditedPage.open(edit, browser);
  const measured: number[] = [];
  try {
    for (let n = 1; n <= times; n++) {
      measured.push(await opened.save(n));
      await opened.page.waitForTimeout(REST);
    }
  } finally {
    await opened.close();
  }
  return measured;
}

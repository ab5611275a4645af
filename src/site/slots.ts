import type { Keep } from "./fill.ts";

/** What stands for markup that is kept aside. */
export const MARK = /<earshot-slot data-number="(\d+)"><\/earshot-slot>/g;
/** Marks that Framework put into a paragraph of their own. */
export const ALONE = /<p>((?:\s*<earshot-slot data-number="\d+"><\/earshot-slot>)+\s*)<\/p>/g;
/** Markup that may not stand in a paragraph. */
export const BLOCK = /^\s*<(?:figure|div|section|table|ol|ul|dl|p|h[1-6]|nav|form|details)[\s>]/;

/**
 * Large markup of filled pages, kept aside while Framework builds them: it parses every page several times over,
 * and charts would cost it most of the build. The finished pages get their markup back.
 */
export class Slots {
  private readonly kept: string[] = [];

  /** All that is kept, by number. */
  get all(): readonly string[] {
    return this.kept;
  }

  /** Keep markup; the mark stands in its place. */
  readonly keep: Keep = (markup) => {
    this.kept.push(markup);
    return `<earshot-slot data-number="${this.kept.length - 1}"></earshot-slot>`;
  };

  /**
   * A built page with every mark replaced by what was kept. Framework puts a mark that stands alone into a paragraph;
   * blocks may not stand in one: browsers would close it and leave empty paragraphs around the block.
   */
  restore(html: string): string {
    return html
      .replace(ALONE, (_, marks: string) => {
        const blocks = this.fill(marks);
        return BLOCK.test(blocks) ? blocks : `<p>${blocks}</p>`;
      })
      .replace(MARK, (mark) => this.fill(mark));
  }

  private fill(marks: string): string {
    return marks.replace(MARK, (_, number: string) => this.kept[Number(number)] ?? "");
  }
}

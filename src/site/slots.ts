import type { Keep } from "./fill.ts";

/**
 * Large markup of filled pages, kept aside while Framework builds them: it parses every page several times over,
 * and charts would cost it most of the build. The finished pages get their markup back.
 */
export class Slots {
  private readonly kept: string[] = [];

  /** Keep markup; the mark stands in its place. */
  readonly keep: Keep = (markup) => {
    this.kept.push(markup);
    return `<earshot-slot data-number="${this.kept.length - 1}"></earshot-slot>`;
  };

  /** A built page with every mark replaced by what was kept. */
  restore(html: string): string {
    return html.replace(
      /<earshot-slot data-number="(\d+)"><\/earshot-slot>/g,
      (_, number: string) => this.kept[Number(number)] ?? "",
    );
  }
}

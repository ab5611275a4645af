import { writeFileSync } from "node:fs";

/** One chart with what is said about it. */
export interface Slide {
  chapter: string;
  title: string;
  subtitle: string;
  note: string;
  alternative: string;
  /** What the numbered marks in the chart are; for the speaker's notes. */
  marks: readonly string[];
  /** File of the picture (PNG). */
  picture: string;
  /** Size of the chart as drawn, in any unit: only their ratio counts. */
  width: number;
  height: number;
}

export interface Deck {
  title: string;
  subtitle: string;
  period: string;
  footer: string;
  slides: readonly Slide[];
}

/** Inches of a wide slide. */
const PAGE = { width: 13.333, height: 7.5 };
const MARGIN = 0.6;
const INNER = PAGE.width - 2 * MARGIN;
/** Where the picture may stand. */
const BOX = { x: MARGIN, y: 1.95, w: INNER, h: 4.35 };
const INK = "16191D";
const SOFT = "4D5560";

/** The picture as large as the box lets it be, in its middle. */
export function fitted(size: { width: number; height: number }): {
  x: number;
  y: number;
  w: number;
  h: number;
} {
  const scale = Math.min(BOX.w / size.width, BOX.h / size.height);
  const w = size.width * scale;
  const h = size.height * scale;
  return { x: BOX.x + (BOX.w - w) / 2, y: BOX.y + (BOX.h - h) / 2, w, h };
}

/** Write the deck as a PowerPoint file. */
export async function writeDeck(deck: Deck, file: string): Promise<void> {
  const { default: PptxGenJS } = await import("pptxgenjs");
  // Its types describe the CommonJS form, in which the class is the module.
  const pptx = new (PptxGenJS as unknown as { new (): import("pptxgenjs").default })();
  pptx.defineLayout({ name: "wide", ...PAGE });
  pptx.layout = "wide";
  pptx.title = deck.title;
  pptx.theme = { headFontFace: "Georgia", bodyFontFace: "Arial" };
  const cover = pptx.addSlide();
  const line = { x: MARGIN, w: INNER, margin: 0, color: INK };
  cover.addText(deck.title, {
    ...line,
    y: 2.2,
    h: 1.4,
    fontSize: 40,
    bold: true,
    valign: "bottom",
    fit: "shrink",
  });
  cover.addText(deck.subtitle, {
    ...line,
    y: 3.8,
    h: 1,
    fontSize: 20,
    color: SOFT,
    valign: "top",
    fit: "shrink",
  });
  cover.addText(deck.period, { ...line, y: 5, h: 0.5, fontSize: 16 });
  cover.addText(deck.footer, { ...line, y: 6.85, h: 0.35, fontSize: 10, color: SOFT });
  for (const [place, slide] of deck.slides.entries()) {
    const page = pptx.addSlide();
    page.addText(slide.chapter, { ...line, y: 0.35, h: 0.3, fontSize: 12, color: SOFT });
    page.addText(slide.title, {
      ...line,
      y: 0.65,
      h: 0.8,
      fontSize: 24,
      bold: true,
      valign: "middle",
      fit: "shrink",
    });
    page.addText(slide.subtitle, { ...line, y: 1.45, h: 0.4, fontSize: 13, color: SOFT, fit: "shrink" });
    page.addImage({ path: slide.picture, altText: slide.alternative, ...fitted(slide) });
    page.addText(slide.note, {
      ...line,
      y: 6.4,
      h: 0.45,
      fontSize: 10,
      color: SOFT,
      valign: "top",
      fit: "shrink",
    });
    page.addNotes([slide.alternative, ...slide.marks].join("\n"));
    page.addText(`${deck.title} · ${place + 2}`, { ...line, y: 6.95, h: 0.3, fontSize: 10, color: SOFT });
  }
  writeFileSync(file, (await pptx.write({ outputType: "nodebuffer" })) as Uint8Array);
}

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import JSZip from "jszip";
import { expect, test } from "vitest";
import { fitted, writeDeck } from "../../src/site/slide-deck.ts";

/** The smallest PNG: one grey pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNsaGj4DwAFhAKA5Kq8mQAAAABJRU5ErkJggg==",
  "base64",
);

test("a chart is as large as its place allows and keeps its shape", () => {
  for (const size of [
    { width: 760, height: 164 },
    { width: 760, height: 720 },
    { width: 620, height: 200 },
  ]) {
    const { x, y, w, h } = fitted(size);
    expect(w / h).toBeCloseTo(size.width / size.height);
    expect(x).toBeGreaterThanOrEqual(0.6);
    expect(x + w).toBeLessThanOrEqual(12.74);
    expect(y).toBeGreaterThanOrEqual(1.95);
    expect(y + h).toBeLessThanOrEqual(6.31);
  }
});

test("each slide holds its chart, sentence, note and what its marks mean; hostile text stays text", async () => {
  const folder = mkdtempSync(join(tmpdir(), "earshot-slides-test-"));
  try {
    mkdirSync(folder, { recursive: true });
    const picture = join(folder, "0.png");
    writeFileSync(picture, PIXEL);
    const slide = {
      ...{ chapter: "Overview", title: "Acme <leads> & how", subtitle: "Share", note: "Intervals are 95%" },
      ...{ alternative: "Acme 41%", marks: ["1. A recall"], picture, width: 760, height: 164 },
    };
    const file = join(folder, "report.pptx");
    await writeDeck(
      { title: "Tea", subtitle: "Who", period: "Jan", footer: "Run 1", slides: [slide, slide] },
      file,
    );
    const zip = await JSZip.loadAsync(readFileSync(file));
    const part = async (name: string) => (await zip.file(name)?.async("string")) ?? "";
    expect(zip.file(/^ppt\/slides\/slide\d+\.xml$/)).toHaveLength(3);
    const xml = await part("ppt/slides/slide2.xml");
    expect(xml).toContain("Acme &lt;leads&gt; &amp; how");
    expect(xml).toContain("Intervals are 95%");
    expect(xml).toContain('descr="Acme 41%"');
    expect(await part("ppt/notesSlides/notesSlide2.xml")).toContain("1. A recall");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

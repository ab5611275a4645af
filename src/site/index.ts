/** Tables → `reports/data` → filled pages → a static site. Knows the study and privacy, nothing of how tables are made. */
export { type BuildOptions, type BuiltSite, buildSite } from "./build.ts";
export { siteFingerprint } from "./fingerprint.ts";
export { missingTables } from "./needed-tables.ts";
export { exportPdf } from "./paper.ts";
export { type Preview, type PreviewOptions, startPreview } from "./preview.ts";
export { PublicationMemory } from "./publication-memory.ts";
export { type Published, publish } from "./publish.ts";
export { publishEarly, takeBack } from "./publish-early.ts";
export { exportSlides } from "./slides.ts";

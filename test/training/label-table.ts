import type { LabelScore } from "../../src/text/training/train-labels.ts";

const percent = (value: number) => (value * 100).toFixed(1);

/** Figures of yes-or-no models as a Markdown table. */
export function labelTable(scores: readonly LabelScore[]): string {
  const rows = scores.map(
    (s) =>
      `| ${s.label} | ${s.source} | ${s.texts} | ${percent(s.share)} | ${percent(s.precision)} | ${percent(s.recall)} | ${percent(s.f1)} | ${s.auc.toFixed(3)} |`,
  );
  return `| label | source | texts | % with it | precision | recall | F1 | AUC |
| --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join("\n")}`;
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunManifest } from "../../src/manifest.ts";
import { compareRuns } from "../../src/pipeline/diff.ts";
import { locateWorkspace, type Workspace } from "../../src/workspace.ts";
import { GOOD_OR_BAD, writeClassifier } from "../warehouse/classifier/tiny-classifier.ts";
import { recorder, rows, run, writeFiles } from "./tiny-workspace.ts";

const STUDY = (sentiment: string) => `title: Tiny
time_zone: UTC
period: { every: month }
sentiment: ${sentiment}
topics:
  - { id: acme, role: own, query: acme }
  - { id: bolt, role: competitor, query: bolt }
sources:
  - match: "*.csv"
    format: generic
    platform: forum
    mapping: { native_id: id, published_at: at, text: text, author_name: author, vendor_sentiment: tone }
`;

const TEXTS = [
  ["The acme table that I bought is good, so good", "positive"],
  ["All that the people of acme told me was bad", "negative"],
  ["What a table, this table of acme, such a table", "neutral"],
  ["Bolt maakt mooie tafels en ik ben er heel blij mee, dank jullie wel", "negative"],
];

/** Each text on twelve days, each time by another author. */
const POSTS = [...Array(12).keys()].flatMap((day) =>
  TEXTS.map(
    ([text, tone], i) => `${day}x${i},2026-03-${day + 10}T10:00:00Z,author${day}x${i},"${text}",${tone}`,
  ),
);

const MINE = "{ model: ./models/mine, languages: [en] }";
let workspace: Workspace;

function study(sentiment: string): void {
  writeFiles(workspace.root, { "pipelines/study.yaml": STUDY(sentiment) });
}

/** Run the package's own steps up to the figures; what the steps noted goes to `notes`. */
async function score(): Promise<{ manifest: RunManifest; notes: string[] }> {
  const { events, listener } = recorder();
  const manifest = await run(workspace, { select: ["+figures"], listener });
  expect(manifest.status).toBe("done");
  return { manifest, notes: events.flatMap((event) => (event.type === "note" ? [event.message] : [])) };
}

const labels = () =>
  rows(
    workspace,
    `select split_part(text, ' ', 2) as word, label, split_part(s.model, ' ', 1) as by, count(*)::int as n
     from mentions join mention_sentiment as s using (mention_id) group by all order by word`,
  );

beforeAll(() => {
  const root = mkdtempSync(join(tmpdir(), "earshot-own-classifier-"));
  writeFiles(root, {
    "pipelines/study.yaml": STUDY(MINE),
    "data/exports/posts.csv": `id,at,author,text,tone\n${POSTS.join("\n")}\n`,
  });
  workspace = locateWorkspace(root);
  writeClassifier(join(root, "models", "mine"), { ...GOOD_OR_BAD, tokens: 24 });
});

afterAll(() => rmSync(workspace.root, { recursive: true, force: true }));

test("a study's own classifier, then other weights, then the exports' labels: who said what, and what it moved", {
  timeout: 120_000,
}, async () => {
  const first = await score();
  expect(first.notes).toContain("3 new texts classified, 1 scored by Earshot's model");
  const version = first.manifest.versions.models["sentiment"] ?? "";
  expect(version).toMatch(/^onnx: mine [0-9a-f]{8}$/);
  expect(first.manifest.versions.models["sentiment of other languages"]).toMatch(/^sentiment-/);
  const dutch = { word: "maakt", label: "positive", n: 12 };
  expect(await labels()).toEqual([
    { word: "a", label: "neutral", by: "onnx:", n: 12 },
    { word: "acme", label: "positive", by: "onnx:", n: 12 },
    { ...dutch, by: expect.stringMatching(/^sentiment-/) },
    { word: "that", label: "negative", by: "onnx:", n: 12 },
  ]);

  study("{ model: ./models/mine, languages: [en, fi] }");
  expect((await score()).notes).toContain("0 new texts classified, 0 scored by Earshot's model");

  const good = [3, 0, -3];
  writeClassifier(join(workspace.root, "models", "mine"), {
    ...GOOD_OR_BAD,
    tokens: 24,
    words: { ...GOOD_OR_BAD.words, good },
  });
  const other = await score();
  expect(other.notes).toContain("3 new texts classified, 0 scored by Earshot's model");
  const moved = await compareRuns(workspace, first.manifest, other.manifest);
  const now = other.manifest.versions.models["sentiment"];
  expect(now).not.toBe(version);
  expect(moved.reasons).toContain(`changed version of sentiment: ${version} → ${now}`);
  const net = moved.figures.filter(({ id }) => id.startsWith("net.acme."));
  expect(net.length).toBeGreaterThan(0);
  for (const { before, after } of net) expect(after).toBeLessThan(before ?? Number.NaN);
  expect(moved.figures.filter(({ id }) => id.startsWith("volume."))).toEqual([]);

  study("{ model: vendor }");
  const vendor = await score();
  expect(vendor.manifest.versions.models["sentiment"]).toBe("labels of the exports");
  const back = await compareRuns(workspace, other.manifest, vendor.manifest);
  expect(back.reasons).toContain(`changed version of sentiment: ${now} → labels of the exports`);
  expect(back.figures.filter(({ id }) => id.startsWith("net.acme.")).length).toBeGreaterThan(0);
});

import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import type { EarshotError } from "../../../src/errors.ts";
import { readClassifierFolder } from "../../../src/warehouse/classifier/classifier-folder.ts";
import { TextClassifier } from "../../../src/warehouse/classifier/text-classifier.ts";
import { loadTransformers } from "../../../src/warehouse/classifier/transformers.ts";
import { weightPartsOf } from "../../../src/warehouse/classifier/weight-parts.ts";
import { GOOD_OR_BAD, type TinyClassifier, writeClassifier } from "./tiny-classifier.ts";

const root = mkdtempSync(join(tmpdir(), "earshot-classifier-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folder = "";
let made = 0;

beforeEach(() => {
  folder = join(root, `model-${made++}`);
});

function written(tiny: TinyClassifier = GOOD_OR_BAD) {
  writeClassifier(folder, tiny);
  return readClassifierFolder(folder, root);
}

/** What the EarshotError of `work` says, and its remedy. */
async function complaint(work: () => unknown): Promise<string> {
  const error = await Promise.resolve()
    .then(work)
    .then(
      () => expect.fail("no error"),
      (thrown: EarshotError) => thrown,
    );
  expect(error.name).toBe("EarshotError");
  return `${error.message}\n${error.remedy}`;
}

const softmax = (scores: number[]) => {
  const weights = scores.map((score) => Math.exp(score));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
};

test("a model in a folder gives the probabilities of its weights, and fetches nothing", async () => {
  const fetched = vi.spyOn(globalThis, "fetch").mockRejectedValue(new Error("nothing may be fetched"));
  const model = await TextClassifier.open(written(), null);
  const { probabilities, cut } = await model.classify([
    "good good table",
    "bad",
    "constructor __proto__",
    "",
    "bad ".repeat(30),
  ]);
  fetched.mockRestore();
  expect(fetched).not.toHaveBeenCalled();
  // [CLS] and [SEP] count as words without weight.
  const wanted = [
    [-4.8, 2.4, 4.8],
    [4, 0, -4],
    [0, 0, 0],
    [0, 0, 0],
    [9, 0, -9],
  ].flatMap(softmax);
  expect(probabilities).toHaveLength(wanted.length);
  for (const [i, p] of probabilities.entries()) expect(p, `number ${i}`).toBeCloseTo(wanted[i] as number, 5);
  expect(cut).toBe(1);
  expect(model.mostTokens).toBe(8);
});

test("a text has the same probabilities in whatever company it is read", async () => {
  const model = await TextClassifier.open(written(), null);
  const texts = Array.from(
    { length: 200 },
    (_, i) => `${"good ".repeat(i % 5)}${"bad table ".repeat(i % 3)}`,
  );
  const together = (await model.classify(texts)).probabilities;
  for (const i of [0, 1, 57, 199]) {
    const alone = (await model.classify([texts[i] as string])).probabilities;
    for (const [k, p] of alone.entries()) expect(together[i * 3 + k]).toBeCloseTo(p, 6);
  }
});

test("labels that say nothing need a mapping; stars are added up", async () => {
  const stars = {
    words: { good: [0, 0, 0, 1, 1] },
    labels: ["LABEL_0", "LABEL_1", "LABEL_2", "LABEL_3", "LABEL_4"],
  };
  const found = written(stars);
  const unknown = await complaint(() => TextClassifier.open(found, null));
  expect(unknown).toContain('config.json: it is not known what these labels mean: "LABEL_0"');
  expect(unknown).toContain('labels: { "LABEL_0": negative,');
  const negative = "negative" as const;
  const positive = "positive" as const;
  const part = { LABEL_0: negative, LABEL_1: negative, LABEL_2: "neutral" as const, LABEL_3: positive };
  expect(await complaint(() => TextClassifier.open(found, part))).toContain('leaves out labels: "LABEL_4"');
  const more = { ...part, LABEL_4: positive, LABEL_9: positive };
  expect(await complaint(() => TextClassifier.open(found, more))).toContain('does not have: "LABEL_9"');
  const model = await TextClassifier.open(found, { ...part, LABEL_4: positive });
  const p = softmax([0, 0, 0, 4 / 3, 4 / 3]) as [number, number, number, number, number];
  const { probabilities } = await model.classify(["good"]);
  for (const [k, wanted] of [p[0] + p[1], p[2], p[3] + p[4]].entries())
    expect(probabilities[k]).toBeCloseTo(wanted, 5);
  const one = Object.fromEntries(found.labels.map((label) => [label, positive]));
  expect(await complaint(() => TextClassifier.open(found, one))).toContain("no label means negative");
});

test("weights lie where exporters put them", async () => {
  const model = await TextClassifier.open(written({ ...GOOD_OR_BAD, weights: "model_quantized.onnx" }), null);
  expect((await model.classify(["good"])).probabilities[2]).toBeGreaterThan(0.9);
});

test("the version changes with weights, tokenizer and labels, and with nothing else", () => {
  const first = written().version;
  expect(first).toMatch(/^onnx: model-\d+ [0-9a-f]{8}$/);
  const hash = (version: string) => version.slice(-8);
  writeFileSync(join(folder, "README.md"), "about");
  expect(readClassifierFolder(folder, root).version).toBe(first);
  writeClassifier(folder, { ...GOOD_OR_BAD, words: { ...GOOD_OR_BAD.words, good: [-3, 0, 2.5] } });
  expect(hash(readClassifierFolder(folder, root).version)).not.toBe(hash(first));
  writeClassifier(folder, { ...GOOD_OR_BAD, labels: ["negative", "positive", "neutral"] });
  expect(hash(readClassifierFolder(folder, root).version)).not.toBe(hash(first));
});

test("weights in other files, whatever their names, are read, and decide the version", async () => {
  const versions = new Set<string>();
  for (const outside of ["model.onnx_data", "weights.bin", "./parts/embedding é.weight", "model.onnx.data"]) {
    folder = join(root, `outside-${made++}`);
    const tiny = { ...GOOD_OR_BAD, outside };
    const found = written(tiny);
    expect(found.weightParts).toEqual([outside]);
    const model = await TextClassifier.open(found, null);
    const { probabilities } = await model.classify(["good", "bad"]);
    expect(probabilities[2]).toBeGreaterThan(0.9);
    expect(probabilities[3]).toBeGreaterThan(0.9);
    const before = readFileSync(join(folder, "onnx/model.onnx"));
    writeClassifier(folder, { ...tiny, words: { ...tiny.words, good: [-3, 0, 2.5] } });
    expect(readFileSync(join(folder, "onnx/model.onnx"))).toEqual(before);
    for (const { version } of [found, readClassifierFolder(folder, root)]) versions.add(version.slice(-8));
    const { version } = readClassifierFolder(folder, root);
    writeFileSync(join(folder, "onnx", "model_q4.onnx_data"), "of another model");
    expect(readClassifierFolder(folder, root).version).toBe(version);
  }
  expect(versions.size).toBe(8);
});

test("a part of the weights that is not there is named, and one outside of the folder refused", async () => {
  const look = () => readClassifierFolder(folder, root);
  written({ ...GOOD_OR_BAD, outside: "weights.bin" });
  const part = join(folder, "onnx", "weights.bin");
  writeFileSync(part, "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");
  expect(await complaint(look)).toMatch(/onnx\/weights\.bin: a Git LFS pointer/);
  rmSync(part);
  expect(await complaint(look)).toMatch(
    /onnx\/weights\.bin: missing file: onnx\/model\.onnx keeps a part of its weights in it/,
  );
  for (const outside of ["../../secret.bin", "parts/../../secret.bin"]) {
    writeClassifier(folder, { ...GOOD_OR_BAD, outside });
    expect(await complaint(look)).toContain(`outside of its folder: "${outside}"`);
  }
});

test("locations are found wherever they stand in a large file", () => {
  const file = join(root, "large.onnx");
  const wanted = ["a", "b".repeat(300), "c/d", "e"];
  const ends = [(1 << 22) - 5, (1 << 22) + 400, 2 * (1 << 22) - (1 << 13) - 7, 9_000_000];
  writeFileSync(file, "");
  for (const [i, name] of wanted.entries()) {
    appendFileSync(file, Buffer.alloc((ends[i] as number) - statSync(file).size));
    const length = name.length < 128 ? [name.length] : [(name.length & 127) | 128, name.length >> 7];
    appendFileSync(
      file,
      Buffer.concat([Buffer.from("\n\x08location\x12"), Buffer.from(length), Buffer.from(name)]),
    );
  }
  expect(weightPartsOf(file)).toEqual(wanted);
});

test("what is missing or broken is named, with what to do", async () => {
  const look = () => readClassifierFolder(folder, root);
  expect(await complaint(look)).toMatch(/^model-\d+: missing folder[\s\S]*optimum-cli export onnx/);
  written();
  const spoil = (name: string, content: string) => writeFileSync(join(folder, name), content);
  rmSync(join(folder, "tokenizer.json"));
  expect(await complaint(look)).toMatch(/tokenizer\.json: missing file[\s\S]*save_pretrained/);
  writeClassifier(folder);
  rmSync(join(folder, "onnx"), { recursive: true });
  expect(await complaint(look)).toMatch(/no weights: none of onnx\/model\.onnx, model\.onnx/);
  writeClassifier(folder);
  spoil("config.json", "{");
  expect(await complaint(look)).toContain("config.json: not a JSON object");
  spoil("config.json", '{"id2label": {"0": "negative", "2": "positive"}}');
  expect(await complaint(look)).toContain("id2label must name two outputs or more, from 0 on");
  spoil(
    "config.json",
    '{"id2label": {"0": "negative", "1": "positive"}, "problem_type": "multi_label_classification"}',
  );
  expect(await complaint(look)).toContain("multi_label_classification");
  rmSync(join(folder, "config.json"));
  expect(await complaint(look)).toContain("config.json: missing file");
  writeClassifier(folder);
  spoil("onnx/model.onnx", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");
  expect(await complaint(look)).toMatch(/a Git LFS pointer[\s\S]*git lfs pull/);
  spoil("onnx/model.onnx", "no model at all, only words");
  expect(await complaint(() => TextClassifier.open(look(), null))).toMatch(
    /onnx\/model\.onnx: cannot be read/,
  );
  writeClassifier(folder);
  spoil("tokenizer.json", "[]");
  expect(await complaint(() => TextClassifier.open(look(), null))).toMatch(/tokenizer\.json: cannot be read/);
});

test("weights and labels of different models are noticed", async () => {
  written({ words: { good: [0, 1], bad: [1, 0], table: [0, 0] }, labels: ["negative", "positive"] });
  const two = join(folder, "onnx", "model.onnx");
  const other = join(root, "three");
  writeClassifier(other);
  copyFileSync(two, join(other, "onnx", "model.onnx"));
  const model = await TextClassifier.open(readClassifierFolder(other, root), null);
  expect(await complaint(() => model.classify(["good", "bad"]))).toMatch(
    /three\/onnx\/model\.onnx: its output has the shape \[2,2\], but config\.json names 3 labels/,
  );
});

test("a missing package is said with the command to run", async () => {
  const said = await complaint(() => loadTransformers(1, "file:///nowhere/module.js"));
  expect(said).toContain("@huggingface/transformers is not installed");
  expect(said).toMatch(/npm install --no-save @huggingface\/transformers@\^4\.3\.1/);
});

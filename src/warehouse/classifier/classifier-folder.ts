import { createHash } from "node:crypto";
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { classifierError } from "./classifier-error.ts";
import { isBelow, weightPartsOf } from "./weight-parts.ts";

/** A folder with an ONNX text classifier, looked at without running it. */
export interface ClassifierFolder {
  /** Absolute. */
  path: string;
  /** As messages name it: relative to the workspace. */
  place: string;
  /** Below the folder, e.g. `onnx/model.onnx`. */
  weights: string;
  /** Files that hold a part of the weights, from the weights' folder, as the weights name them. */
  weightParts: readonly string[];
  bytes: number;
  /** Names of the outputs, in their order. */
  labels: string[];
  /** Tokens that the model's positions have room for; null where config.json does not say. */
  positions: number | null;
  /** `onnx: <folder's name> <eight digits of the SHA-256 of everything that decides the scores>`. */
  version: string;
}

/** Where exports put the weights; the first that is there is taken. */
const WEIGHTS = [
  "onnx/model.onnx",
  "model.onnx",
  "onnx/model_quantized.onnx",
  "model_quantized.onnx",
  "onnx/model_int8.onnx",
];
const TOKENIZER = ["tokenizer.json", "tokenizer_config.json"];
const EXPORT =
  "`optimum-cli export onnx --model NAME --task text-classification FOLDER` writes such a folder.";

/** Families whose first two positions are not for tokens. */
const OFFSET_POSITIONS = /^(xlm-)?roberta|camembert|xlm-roberta-xl|mpnet$/;

interface Config {
  model_type?: unknown;
  id2label?: unknown;
  problem_type?: unknown;
  max_position_embeddings?: unknown;
}

function readConfig(path: string, place: string): Config {
  const file = `${place}/config.json`;
  if (!existsSync(join(path, "config.json")))
    throw classifierError(file, "missing file: it says what the outputs mean", EXPORT);
  try {
    const value: unknown = JSON.parse(readFileSync(join(path, "config.json"), "utf8"));
    if (typeof value === "object" && value !== null) return value as Config;
  } catch {
    // said below
  }
  throw classifierError(file, "not a JSON object", "Copy the file anew from where the model came from.");
}

function labelsOf({ id2label, problem_type: problem }: Config, file: string): string[] {
  if (problem === "multi_label_classification" || problem === "regression")
    throw classifierError(
      file,
      `a model of ${problem} gives no probabilities of one label each text`,
      "Take a model that was trained for single-label classification.",
    );
  if (typeof id2label !== "object" || id2label === null)
    throw classifierError(file, "no id2label: what the outputs mean is not said", `Add it. ${EXPORT}`);
  const named = Object.entries(id2label).sort(([a], [b]) => Number(a) - Number(b));
  const sound = named.every(([id, label], i) => Number(id) === i && typeof label === "string");
  if (!sound || named.length < 2)
    throw classifierError(
      file,
      `id2label must name two outputs or more, from 0 on: ${JSON.stringify(id2label)}`,
      "Name every output of the model there.",
    );
  return named.map(([, label]) => label as string);
}

function weightsOf(path: string, place: string): string {
  const found = WEIGHTS.find((name) => existsSync(join(path, name)));
  if (found === undefined)
    throw classifierError(place, `no weights: none of ${WEIGHTS.join(", ")} is there`, EXPORT);
  refusePointer(join(path, found), `${place}/${found}`);
  return found;
}

function refusePointer(path: string, file: string): void {
  const head = Buffer.alloc(40);
  const handle = openSync(path, "r");
  readSync(handle, head, 0, head.length, 0);
  closeSync(handle);
  if (head.toString("latin1").startsWith("version https://git-lfs"))
    throw classifierError(
      file,
      "a Git LFS pointer, not the weights",
      "Fetch the weights with `git lfs pull` in the folder it was cloned to.",
    );
}

/** The files that the weights name as parts of them; each must be there, below the weights' folder. */
function partsOf(path: string, place: string, weights: string): readonly string[] {
  const parts = weightPartsOf(join(path, weights));
  for (const part of parts) {
    if (!isBelow(part))
      throw classifierError(
        `${place}/${weights}`,
        `it keeps a part of its weights outside of its folder: ${JSON.stringify(part)}`,
        `Export the model again, all into one folder. ${EXPORT}`,
      );
    const name = join(dirname(weights), part);
    if (!statSync(join(path, name), { throwIfNoEntry: false })?.isFile())
      throw classifierError(
        `${place}/${name}`,
        `missing file: ${weights} keeps a part of its weights in it`,
        "Copy it from where the model came from, under the same name.",
      );
    refusePointer(join(path, name), `${place}/${name}`);
  }
  return parts;
}

const hashes = new Map<string, string>();

/** SHA-256 of a file, read in pieces and kept as long as its size and time stay. */
function hashOf(file: string): string {
  const { size, mtimeMs } = statSync(file);
  const key = `${file}\0${size}\0${mtimeMs}`;
  const known = hashes.get(key);
  if (known !== undefined) return known;
  const hash = createHash("sha256");
  const piece = Buffer.alloc(1 << 22);
  const handle = openSync(file, "r");
  try {
    for (let read = readSync(handle, piece); read > 0; read = readSync(handle, piece))
      hash.update(piece.subarray(0, read));
  } finally {
    closeSync(handle);
  }
  const found = hash.digest("hex");
  hashes.set(key, found);
  return found;
}

function positionsOf({ max_position_embeddings: most, model_type: family }: Config): number | null {
  if (typeof most !== "number" || !(most > 2)) return null;
  return OFFSET_POSITIONS.test(String(family)) ? most - 2 : most;
}

/**
 * Look at the folder of an ONNX text classifier: weights, tokenizer, labels, and a version that changes with each of
 * them. Throws an EarshotError that names the file and says what to do where something is missing or broken.
 * @param root of the workspace, from which messages count
 */
export function readClassifierFolder(path: string, root: string): ClassifierFolder {
  const place = relative(root, path) || ".";
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw classifierError(
      place,
      "missing folder: study.yaml names it as the model of sentiment",
      `Put the model there, or correct sentiment.model in study.yaml. ${EXPORT}`,
    );
  const config = readConfig(path, place);
  const labels = labelsOf(config, `${place}/config.json`);
  const weights = weightsOf(path, place);
  for (const name of TOKENIZER)
    if (!existsSync(join(path, name)))
      throw classifierError(
        `${place}/${name}`,
        "missing file: without it the model's words are not known",
        "Copy it from where the model came from; `AutoTokenizer.from_pretrained(NAME).save_pretrained(FOLDER)` writes it.",
      );
  const weightParts = partsOf(path, place, weights);
  const files = [
    ...["config.json", ...TOKENIZER, weights].map((name) => join(path, name)),
    ...weightParts.map((name) => join(path, dirname(weights), name)),
  ];
  const version = createHash("sha256").update(files.map(hashOf).join()).digest("hex").slice(0, 8);
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const positions = positionsOf(config);
  return {
    path,
    place,
    weights,
    weightParts,
    bytes,
    labels,
    positions,
    version: `onnx: ${basename(path)} ${version}`,
  };
}

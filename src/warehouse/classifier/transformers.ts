import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { EarshotError } from "../../errors.ts";
import { PACKAGE_ROOT } from "../../workspace.ts";

const PACKAGE = "@huggingface/transformers";

/** Numbers of a tensor with its shape. */
export interface Tensor {
  dims: readonly number[];
  data: ArrayLike<number>;
}

/** What is used of a tokenizer. */
export interface Tokenizer {
  model_max_length?: number;
  pad_token_id?: number;
  encode(text: string, options?: { add_special_tokens: boolean }): number[];
}

/** What is used of a model. */
export type SequenceClassifier = (inputs: Record<string, unknown>) => Promise<{ logits?: Tensor }>;

/** What is used of the package. */
export interface Transformers {
  env: Record<string, unknown>;
  Tensor: new (type: "int64", data: BigInt64Array, dims: number[]) => Tensor;
  AutoTokenizer: { from_pretrained(path: string, options: object): Promise<Tokenizer> };
  AutoModelForSequenceClassification: {
    from_pretrained(path: string, options: object): Promise<SequenceClassifier>;
  };
}

interface Runtime {
  env: { versions?: { web?: string }; wasm?: { wasmPaths?: string; numThreads?: number } };
}

function missing(cause: unknown): EarshotError {
  return new EarshotError(`the package ${PACKAGE} is not installed; the study's own classifier needs it`, {
    remedy: `Run in ${PACKAGE_ROOT}: npm install --no-save ${PACKAGE}@^4.3.1`,
    cause,
  });
}

/** Weights below this (bytes) are worked out faster by one thread. */
const SMALL = 20e6;

/**
 * The package that runs ONNX models, forbidden to fetch anything: models are read from folders, and where the runtime is
 * WebAssembly, its code from the package's own folder instead of the address that the package would put in.
 * @param bytes of the weights
 * @param from looked for from this file on
 */
export function loadTransformers(
  bytes: number,
  from: string = join(PACKAGE_ROOT, "package.json"),
): Transformers {
  const require = createRequire(from);
  let runtime: string;
  try {
    runtime = createRequire(require.resolve(PACKAGE)).resolve("onnxruntime-node");
  } catch (error) {
    throw missing(error);
  }
  const { wasm, versions } = (require(runtime) as Runtime).env;
  if (versions?.web && wasm) {
    wasm.wasmPaths = `${pathToFileURL(dirname(runtime)).href}/`;
    wasm.numThreads = bytes < SMALL ? 1 : Math.min(8, availableParallelism());
  }
  const transformers = require(PACKAGE) as Transformers;
  Object.assign(transformers.env, {
    allowRemoteModels: false,
    allowLocalModels: true,
    localModelPath: "",
    useFSCache: false,
    useBrowserCache: false,
    useWasmCache: false,
  });
  return transformers;
}

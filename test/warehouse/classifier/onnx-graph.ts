/** Just enough of ONNX's protobuf format to write a small graph. */

type Bytes = Uint8Array<ArrayBuffer>;

function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  do {
    const low = left % 128;
    left = Math.floor(left / 128);
    bytes.push(left > 0 ? low + 128 : low);
  } while (left > 0);
  return bytes;
}

const join = (...parts: Bytes[]): Bytes => Uint8Array.from(Buffer.concat(parts));
const number = (field: number, value: number): Bytes =>
  Uint8Array.from([...varint(field * 8), ...varint(value)]);

function bytes(field: number, content: Bytes | string): Bytes {
  const inside = typeof content === "string" ? Uint8Array.from(Buffer.from(content)) : content;
  return join(Uint8Array.from([...varint(field * 8 + 2), ...varint(inside.length)]), inside);
}

const FLOAT = 1;
const INT64 = 7;

/** A node; attributes are integers. */
export function node(
  operator: string,
  inputs: string[],
  outputs: string[],
  attributes: Record<string, number> = {},
): Bytes {
  const given = Object.entries(attributes).map(([name, value]) =>
    bytes(5, join(bytes(1, name), number(3, value), number(20, 2))),
  );
  const places = [...inputs.map((name) => bytes(1, name)), ...outputs.map((name) => bytes(2, name))];
  return bytes(1, join(...places, bytes(4, operator), ...given));
}

/** A constant. */
export function constant(name: string, shape: number[], values: Float32Array | BigInt64Array): Bytes {
  const type = values instanceof Float32Array ? FLOAT : INT64;
  const raw = new Uint8Array(values.slice().buffer as ArrayBuffer);
  return bytes(
    5,
    join(...shape.map((size) => number(1, size)), number(2, type), bytes(8, name), bytes(9, raw)),
  );
}

/** A constant whose numbers are in another file, from its start on. */
export function outsideConstant(name: string, shape: number[], location: string, length: number): Bytes {
  const entry = (key: string, value: string) => bytes(13, join(bytes(1, key), bytes(2, value)));
  const sizes = shape.map((size) => number(1, size));
  const outside = [entry("location", location), entry("offset", "0"), entry("length", String(length))];
  return bytes(5, join(...sizes, number(2, FLOAT), bytes(8, name), ...outside, number(14, 1)));
}

function place(field: number, name: string, type: number, shape: (string | number)[]): Bytes {
  const sizes = shape.map((size) => bytes(1, typeof size === "string" ? bytes(2, size) : number(1, size)));
  return bytes(
    field,
    join(bytes(1, name), bytes(2, bytes(1, join(number(1, type), bytes(2, join(...sizes)))))),
  );
}

/** A model that reads `input_ids` and `attention_mask` and gives `logits` for `labels` labels. */
export function textModel(parts: Bytes[], labels: number): Bytes {
  const ends = [
    place(11, "input_ids", INT64, ["batch", "tokens"]),
    place(11, "attention_mask", INT64, ["batch", "tokens"]),
    place(12, "logits", FLOAT, ["batch", labels]),
  ];
  const opset = bytes(8, join(bytes(1, ""), number(2, 17)));
  return join(number(1, 8), bytes(7, join(...parts, bytes(2, "classifier"), ...ends)), opset);
}

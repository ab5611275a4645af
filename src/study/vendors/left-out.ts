import type { QueryNode } from "../query/ast.ts";
import { hasPositions } from "../query/operands.ts";
import type { TranslationNote } from "./notes.ts";

const NAME = /^lost-(\d+)$/;

/** Name of the macro that stands for the n-th part that could not be translated. */
export function lostName(n: number): string {
  return `lost-${n}`;
}

function lostIn(node: QueryNode): number[] {
  switch (node.type) {
    case "macro": {
      const found = NAME.exec(node.name);
      return found ? [Number(found[1])] : [];
    }
    case "and":
    case "or":
      return node.items.flatMap(lostIn);
    case "not":
    case "scope":
      return lostIn(node.item);
    case "near":
      return [...lostIn(node.left), ...lostIn(node.right)];
    default:
      return [];
  }
}

/** Takes the parts out that could not be translated, and says of each whether more or fewer mentions are found. */
export class LeftOut {
  readonly #notes: readonly TranslationNote[];

  /** `notes`: of the lost parts, in their order. */
  constructor(notes: readonly TranslationNote[]) {
    this.#notes = notes;
  }

  /** The query without the lost parts; null where nothing is left. `wanted`: not under a NOT. */
  without(node: QueryNode, wanted = true): QueryNode | null {
    switch (node.type) {
      case "macro":
        return NAME.test(node.name) ? null : node;
      case "and":
      case "or": {
        const more = (node.type === "and") === wanted;
        const items = node.items
          .map((item) => this.#part(item, wanted, more))
          .filter((item) => item !== null);
        return items.length <= 1 ? (items[0] ?? null) : { ...node, items };
      }
      case "not": {
        const item = this.without(node.item, !wanted);
        return item && { ...node, item };
      }
      case "scope": {
        const item = this.without(node.item, wanted);
        return item && { ...node, item };
      }
      case "near": {
        const [left, right] = [node.left, node.right].map((side) => this.#part(side, wanted, wanted));
        if (!left || !right) return left ?? right ?? null;
        return hasPositions(left) && hasPositions(right) ? { ...node, left, right } : null;
      }
      default:
        return node;
    }
  }

  /** One of several parts; where all of it is lost, the others decide. */
  #part(node: QueryNode, wanted: boolean, more: boolean): QueryNode | null {
    const kept = this.without(node, wanted);
    if (kept === null)
      for (const n of lostIn(node)) {
        const note = this.#notes[n];
        if (note) note.effect = more ? "more" : "fewer";
      }
    return kept;
  }
}

import { didYouMean } from "../nearest.ts";
import type { MacroNode, QueryNode, QueryProblem } from "./ast.ts";
import { hasPositions } from "./operands.ts";
import { parseQuery } from "./parse-query.ts";

/** Macro name → query text, as in study.yaml. */
export type Macros = Readonly<Record<string, string>>;

class Expansion {
  readonly problems: QueryProblem[] = [];
  readonly #macros: Macros;

  constructor(macros: Macros) {
    this.#macros = macros;
  }

  #fail(node: QueryNode, message: string, rule: string, hint?: string): null {
    this.problems.push({ severity: "error", ...node.at, message, rule, ...(hint ? { hint } : {}) });
    return null;
  }

  #macro(node: MacroNode, open: readonly string[]): QueryNode | null {
    if (!Object.hasOwn(this.#macros, node.name)) {
      const hint =
        didYouMean(node.name, Object.keys(this.#macros)) ??
        "Macros are defined under `macros:` in study.yaml.";
      return this.#fail(node, `unknown macro: {${node.name}}`, "unknown-macro", hint);
    }
    if (open.includes(node.name)) {
      const way = [...open.slice(open.indexOf(node.name)), node.name].map((name) => `{${name}}`).join(" → ");
      return this.#fail(node, `this macro holds itself: ${way}`, "circular-macro");
    }
    const inner = parseQuery(this.#macros[node.name]!).node;
    if (inner === null) return this.#fail(node, `the macro {${node.name}} has a mistake`, "broken-macro");
    const before = this.problems.length;
    const expanded = this.expand(inner, [...open, node.name]);
    for (const problem of this.problems.slice(before)) Object.assign(problem, node.at);
    return expanded && placed(expanded, node);
  }

  #all(items: readonly QueryNode[], open: readonly string[]): QueryNode[] | null {
    const expanded = items.map((item) => this.expand(item, open));
    return expanded.every((item) => item !== null) ? expanded : null;
  }

  expand(node: QueryNode, open: readonly string[] = []): QueryNode | null {
    switch (node.type) {
      case "macro":
        return this.#macro(node, open);
      case "and":
      case "or": {
        const items = this.#all(node.items, open);
        return items && { ...node, items };
      }
      case "not":
      case "scope": {
        const item = this.expand(node.item, open);
        return item && { ...node, item };
      }
      case "near": {
        const sides = this.#all([node.left, node.right], open);
        if (sides === null) return null;
        const wrong = sides.find((side) => !hasPositions(side));
        if (wrong) return this.#fail(wrong, "NEAR cannot measure from what this macro holds", "near-operand");
        return { ...node, left: sides[0]!, right: sides[1]! };
      }
      default:
        return node;
    }
  }
}

/** The outermost part of a macro's query stands where the macro stood. */
function placed(node: QueryNode, macro: MacroNode): QueryNode {
  return { ...node, at: macro.at };
}

/** The query with every `{name}` replaced; null and the reasons where one cannot be. */
export function expandMacros(
  node: QueryNode,
  macros: Macros,
): { node: QueryNode | null; problems: QueryProblem[] } {
  const expansion = new Expansion(macros);
  const expanded = expansion.expand(node);
  return { node: expansion.problems.length > 0 ? null : expanded, problems: expansion.problems };
}

import { element, type Markup } from "./markup.ts";

/** Definition of the hatching for days without data; used as `fill="url(#id)"`. */
export function hatch(id: string): Markup {
  return element(
    "defs",
    {},
    element(
      "pattern",
      { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      element("line", { class: "hatch", x1: 0, x2: 0, y1: 0, y2: 6 }),
    ),
  );
}

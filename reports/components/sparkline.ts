import { element, type Markup } from "./markup.ts";
import { linear } from "./scale.ts";

/** A word-sized line of the last periods, its last point marked. Null leaves a hole. */
export function drawSparkline(values: readonly (number | null)[], colour: number): Markup {
  const known = values.filter((value) => value !== null);
  const width = 120;
  const height = 32;
  const x = linear([0, Math.max(1, values.length - 1)], [4, width - 6]);
  const y = linear([Math.min(...known), Math.max(...known)], [height - 5, 5]);
  let pen = "M";
  let d = "";
  values.forEach((value, index) => {
    if (value === null) pen = "M";
    else {
      d += `${pen}${x(index).toFixed(1)},${y(value).toFixed(1)}`;
      pen = "L";
    }
  });
  const last = values.findLastIndex((value) => value !== null);
  return element(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      class: `sparkline c${colour}`,
      "aria-hidden": "true",
    },
    element("path", { class: "line", d }),
    last >= 0 && element("circle", { class: "dot", cx: x(last), cy: y(values[last] as number), r: 3 }),
  );
}

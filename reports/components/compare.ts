import { type ComparisonData, drawComparison } from "./comparison.ts";
import { type Catalogue, Text } from "./text.ts";

interface Settings {
  language: string;
  messages: Catalogue;
  data: ComparisonData;
}

/** Draw the comparison anew as topics and periods are chosen; the choice is kept in the address. */
export function startCompare(root: Document = document): void {
  const section = root.querySelector<HTMLElement>("section.compare");
  const form = section?.querySelector("form");
  const place = section?.querySelector<HTMLElement>(".comparison-place");
  if (!section || !form || !place) return;
  const { language, messages, data } = JSON.parse(section.dataset["settings"] ?? "{}") as Settings;
  const text = new Text(language, messages);
  const field = (name: string) => form.elements.namedItem(name) as HTMLSelectElement;
  const names = ["topic-a", "period-a", "topic-b", "period-b"];
  const asked = new URLSearchParams(location.search);
  let differs = false;
  for (const name of names) {
    const value = asked.get(name);
    if (value === null || ![...field(name).options].some((option) => option.value === value)) continue;
    field(name).value = value;
    differs = true;
  }
  const side = (key: "a" | "b") => ({
    topic: data.topics.findIndex(({ id }) => id === field(`topic-${key}`).value),
    period: data.periods.findIndex(({ id }) => id === field(`period-${key}`).value),
  });
  const show = () => {
    place.innerHTML = drawComparison(data, side("a"), side("b"), text).text;
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    history.replaceState(null, "", `?${new URLSearchParams(names.map((name) => [name, field(name).value]))}`);
    show();
  });
  if (differs) show();
}

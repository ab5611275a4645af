/** Fill the comparison table as topics and periods are chosen; the choice is kept in the address. */
export function startCompare(root: Document = document): void {
  const section = root.querySelector<HTMLElement>("section.compare");
  const form = section?.querySelector("form");
  if (!section || !form) return;
  const cells = new Map(
    Object.entries(JSON.parse(section.dataset["cells"] ?? "{}") as Record<string, string[]>),
  );
  const field = (name: string) => form.elements.namedItem(name) as HTMLSelectElement;
  const names = ["topic-a", "period-a", "topic-b", "period-b"];
  const asked = new URLSearchParams(location.search);
  for (const name of names) {
    const value = asked.get(name);
    if (value !== null && [...field(name).options].some((option) => option.value === value))
      field(name).value = value;
  }
  const show = () => {
    for (const side of ["a", "b"]) {
      const topic = field(`topic-${side}`);
      const period = field(`period-${side}`);
      const values = cells.get(`${topic.value}.${period.value}`) ?? [];
      const head = section.querySelector(`[data-head="${side}"]`);
      const label = (select: HTMLSelectElement) => select.selectedOptions[0]?.textContent ?? "";
      if (head) head.textContent = `${label(topic)}, ${label(period)}`;
      values.forEach((value, row) => {
        const cell = section.querySelector(`[data-cell="${side}${row}"]`);
        if (cell) cell.textContent = value;
      });
    }
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    history.replaceState(null, "", `?${new URLSearchParams(names.map((name) => [name, field(name).value]))}`);
    show();
  });
  show();
}

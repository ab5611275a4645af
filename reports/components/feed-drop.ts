import type { FeedForm } from "./feed-form.ts";
import { element, join, type Markup } from "./markup.ts";
import type { Text } from "./text.ts";

/** A filter that is set, and how many mentions there would be without it. */
export interface Droppable {
  /** Name of its field. */
  field: string;
  /** The field and its value, as the form shows them. */
  shown: string;
  mentions: number;
}

/** Which filters to take back where nothing passes all of them: a button each, the one that gives most first. */
export function dropButtons(filters: readonly Droppable[], text: Text): Markup {
  const helpful = filters.filter(({ mentions }) => mentions > 0).sort((a, b) => b.mentions - a.mentions);
  if (filters.length === 0) return join();
  if (helpful.length === 0) return join(text.say("feed.drop-none"));
  return join(
    ...helpful.map(({ field, shown, mentions }) =>
      element(
        "button",
        { type: "button", class: "feed-clear", "data-drop": field },
        text.say("feed.drop", { filter: text.say("quote", { text: shown }), n: mentions }),
      ),
    ),
  );
}

/** Show the buttons, or nothing, and let each take back its filter. */
export function offerDrops(
  place: HTMLElement,
  filters: readonly Droppable[],
  form: FeedForm,
  text: Text,
): void {
  place.innerHTML = dropButtons(filters, text).text;
  for (const button of place.querySelectorAll<HTMLElement>("[data-drop]"))
    button.addEventListener("click", () => form.drop(button.dataset["drop"] ?? ""));
}

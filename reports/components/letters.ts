/** Width of a letter of a chart's bold labels and of its plain ones in pixels, generously: fonts differ by reader. */
export const BOLD = 8.4;
export const PLAIN = 6.8;

const WIDE =
  /[\p{Extended_Pictographic}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** About how wide a text is drawn, in pixels; charts are drawn where nothing can be measured. */
export function roughWidth(text: string, letter: number): number {
  return [...text].reduce((sum, each) => sum + (WIDE.test(each) ? 2 : 1) * letter, 0);
}

/** Whether a bold label and a plain text fit side by side, with a gap between them. */
export function fitsBeside(label: string, text: string, room: number): boolean {
  return roughWidth(label, BOLD) + roughWidth(text, PLAIN) + 8 <= room;
}

/** A bold label cut to the room there is. */
export function cutLabel(label: string, room: number): string {
  if (roughWidth(label, BOLD) <= room) return label;
  const letters = [...label];
  while (letters.length > 1 && roughWidth(`${letters.join("")}…`, BOLD) > room) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

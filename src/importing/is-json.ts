/** Is it JSON? Text in latin1, one character a byte, is as good as decoded text for that. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

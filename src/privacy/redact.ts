const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const LINK =
  /(?:\b(?:https?|ftp):\/\/|\bwww\.)[^\s<>"']+|\b[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.(?:com|org|net|io|co|uk|de|nl|fi|hu|lv|eu|me|ly|gl|be|info|tv|app|fr|es|it|se|no|dk|ee|lt|pl)(?:\/[^\s<>"']*)?(?![\p{L}\p{N}])/giu;
const HANDLE = /(^|[^\p{L}\p{N}_])[@＠][\p{L}\p{N}_.-]*[\p{L}\p{N}_]/gu;
const REDDIT_USER = /(^|[^\p{L}\p{N}_])\/?u\/[\w-]{3,}/giu;
const PHONE = /(?<![\p{L}\p{N}])\+?\(?\d(?:[\s().\u00a0/-]{0,2}\d){7,14}(?![\p{L}\p{N}])/gu;
const LONG_NUMBER = /(?<![\p{L}\p{N}])\d{9,}(?![\p{L}\p{N}])/gu;

/**
 * A text without e-mail addresses, links, @mentions, user paths, telephone numbers and long numbers
 * (post, account and card ids); each is replaced by a word that says what stood there.
 */
export function redactText(text: string): string {
  return text
    .replace(EMAIL, "[e-mail]")
    .replace(LINK, "[link]")
    .replace(HANDLE, "$1[@user]")
    .replace(REDDIT_USER, "$1[@user]")
    .replace(PHONE, "[number]")
    .replace(LONG_NUMBER, "[number]");
}

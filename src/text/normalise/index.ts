/** Text as it is searched: normalisation, case and accent folding, words and their searchable forms. */
export { editDistance } from "./edit-distance.ts";
export { foldAccents, foldCase, normaliseText } from "./fold.ts";
export { FORM, plainEmoji, type WordForm, wordForms } from "./word-forms.ts";
export { readWords, searchedUrl, URL_MARK, WORDS_VERSION, type WordReceiver, words } from "./words.ts";

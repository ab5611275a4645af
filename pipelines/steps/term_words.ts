import { defineStep } from "earshot/steps";

export default defineStep({
  description: "The words, hashtags and emoji that the terms of texts are made of, with their numbers.",
  grain: "word",
  reads: ["text_term_lists"],
  columns: {
    word_id: { type: "INTEGER", description: "number of the word" },
    word: { type: "VARCHAR", description: "the word, lower case" },
  },
  async run({ writeSql }) {
    await writeSql("select word_id, word from cache.term_words");
  },
});

/** One line on each command, as each verb gives it: `--help` shows them without loading a command. */
export const VERB_SUMMARIES: Readonly<Record<string, string>> = {
  check: "Find what is wrong with the study, models, steps and checks, without running them.",
  clean: "Remove old runs; on request the site or the database. Exports are never touched.",
  diff: "Compare two runs: figures that moved and why, and what differs in the tables.",
  formats:
    "Say what an export file is: format, rows, period, zone, columns; propose a mapping for an unknown one",
  init: "Make a new workspace: a commented study.yaml and the folders around it.",
  label: "Draw a sample for human coders, and read what they coded.",
  plan: "Show what a run would do, and why.",
  preview: "Serve the site and keep it up to date while models, steps, study and pages are edited.",
  query: "Show what a topic's query finds and why, test it, or translate a query of another tool.",
  run: "Import exports, run what changed, and build the site.",
  score: "Language and sentiment of texts from standard input, one JSON value a line",
  show: "Show a table, or the result of a query, in the terminal or as a file.",
  site: "Build the site from the last run's tables, or serve it.",
  test: "Run the unit tests of models and steps, or record one from live rows.",
  train: "Train the sentiment model on with a study's own labels, and say whether that helped",
  why: "Explain why a step would run, or why not.",
};

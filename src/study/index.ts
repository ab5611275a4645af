/** study.yaml → Study; the query language → SQL over the words of the texts. */
export { type LoadedStudy, loadStudy, requireStudy } from "./load-study.ts";
export type { QueryNode, QueryProblem } from "./query/ast.ts";
export { type CompiledTopics, compileQuery, compileTopicQueries, compileTopics } from "./query/compile.ts";
export { evaluateQuery } from "./query/evaluate.ts";
export type { EvaluatedMention } from "./query/evaluate-fields.ts";
export { type MatchOptions, matchTopics, mentionTexts } from "./query/match-topics.ts";
export { type ParsedQuery, parseQuery } from "./query/parse-query.ts";
export { printQuery } from "./query/printer.ts";
export { QueryError, queryDiagnostic } from "./query/query-error.ts";
export { readQuery } from "./query/read-query.ts";
export { type TopicQuery, topicQueries } from "./query/topic-query.ts";
export { findTopicNames, namingQueries } from "./query/topic-spans.ts";
export { indexWords, wordIndexVersion } from "./query/word-index.ts";
export type * from "./study.ts";
export { studyJsonSchema } from "./study-json-schema.ts";
export { type TopicTestResult, testTopics } from "./understand/test-topics.ts";
export { type TopicView, understandTopic } from "./understand/understand-topic.ts";
export { type TranslatedQuery, translateQuery, vendorNames } from "./vendors/translate.ts";

/** The study as the code sees it: what `pipelines/study.yaml` says, checked and with defaults filled in. */
export interface Study {
  title: string;
  objective: string | null;
  /** IANA name; days and periods are cut in this zone. */
  timeZone: string;
  period: Period;
  /** Files, folders or globs relative to the workspace; default `["data/exports"]`. */
  exports: string[];
  topics: Topic[];
  /** Named query parts, used as `{name}` in queries. */
  macros: Record<string, string>;
  exclusions: Exclusions;
  /** Settings per export file, first match wins. */
  sources: Source[];
  languages: Languages;
  sentiment: SentimentSettings;
  /** Score emotions too. */
  emotions: boolean;
  privacy: { profile: "public" | "internal" };
  targets: Target[];
  campaigns: Campaign[];
  import: { maxRejectedShare: number };
  site: SiteSettings;
}

/** Who says what is positive: Earshot's model, labels that came with the export, or an ONNX classifier in a folder. */
export type SentimentSettings =
  | { model: "earshot" }
  | { model: "vendor" }
  | ({ model: "classifier" } & ClassifierSettings);

export interface ClassifierSettings {
  /** Relative to the workspace. */
  folder: string;
  /** What the classifier is asked for; null: texts of every language. Others go to Earshot's model. */
  languages: string[] | null;
  /** What its labels mean; null: their names say it. */
  labels: Record<string, "negative" | "neutral" | "positive"> | null;
}

export interface Period {
  every: "week" | "month" | "quarter";
  /** First and last day wanted (`YYYY-MM-DD`, study zone); null: what the data covers. */
  from: string | null;
  to: string | null;
}

export type TopicRole = "own" | "competitor" | "product" | "campaign" | "category";

export interface Topic {
  /** Lower-case kebab, unique; used in table rows, file names and addresses. */
  id: string;
  label: string;
  role: TopicRole;
  /** Boolean query; see docs/queries.md. */
  query: string;
  /** Panel for share of voice: topics with the same category are compared. Roles own and competitor take part. */
  category: string;
  /** Id of the topic this one is a part of (aspects: price, delivery …). */
  parent: string | null;
  exclude: Exclusions;
  /** Also match case endings of these languages (ISO 639-1). */
  inflect: string[];
  /** Match accented and plain letters alike (`nestle` finds “Nestlé”). */
  foldAccents: boolean;
  /** Test texts of the query. */
  tests: { match: string[]; miss: string[] };
  /** User names whose replies count as answers of this topic's owner. */
  accounts: string[];
}

export interface Exclusions {
  words: string[];
  authors: string[];
  sites: string[];
}

export interface Source {
  /** Glob on the file's path below the workspace, or on its name. */
  match: string;
  /** Format id; null: recognised by signature. */
  format: string | null;
  /** IANA zone of the times in the file where ids don't prove another. */
  timeZone: string | null;
  platform: string | null;
  sourceType: string | null;
  /** Mention column → how to get it from the file; only for the generic format. */
  mapping: Record<string, string> | null;
}

export interface Languages {
  /** Score only these; null: all that have evidence. */
  score: string[] | null;
  /** Score languages without evidence too; the site marks them. */
  allowGuesses: boolean;
}

export interface Target {
  topic: string;
  metric: "net_sentiment" | "share_of_voice" | "mentions" | "response_within_hour";
  atLeast: number | null;
  atMost: number | null;
}

export interface Campaign {
  id: string;
  label: string;
  topic: string;
  from: string;
  to: string | null;
}

export interface SiteSettings {
  title: string;
  /** Site languages, the first at the root, the others under `/xx/`. */
  languages: ("en" | "nl" | "fi" | "hu" | "lv")[];
}

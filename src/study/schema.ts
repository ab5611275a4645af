import { z } from "zod";

/** Shape of `pipelines/study.yaml`. Every description here appears in the editor and in docs/study.md. */

const day = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "expected a day as YYYY-MM-DD")
  .refine(isCalendarDay, "no such day in the calendar");

function isCalendarDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const timeZone = z
  .string()
  .refine(isTimeZone, "unknown time zone; IANA names such as Europe/Riga are expected");

const identifier = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "expected lower-case letters, digits and single hyphens");

const language = z.string().regex(/^[a-z]{2}$/, "expected a two-letter language code (ISO 639-1)");

const words = z.array(z.union([z.string(), z.number()]).transform(String));

const line = z.string().trim().min(1, "must not be empty");

const exclusions = z
  .strictObject({
    words: words
      .optional()
      .describe("Words, phrases or query parts; a mention with one of them is left out."),
    authors: words.optional().describe("User names; `*` and `?` are wildcards."),
    sites: words.optional().describe("Domains, their subdomains included."),
    file: z
      .string()
      .optional()
      .describe(
        "Block list, relative to the workspace: one entry a line, `author:name`, `site:domain` or words; # starts a comment.",
      ),
  })
  .describe("What is left out.");

const role = z
  .enum(["own", "competitor", "product", "campaign", "category"])
  .describe("own and competitor make up the share-of-voice panel of their category.");

const topicFields = {
  id: identifier.describe("Unique; used in tables, file names and addresses."),
  label: line.optional().describe("Name on the site; default: the id."),
  role: role.optional(),
  query: line.describe("Boolean query; see docs/queries.md."),
  category: identifier.optional().describe("Share-of-voice panel; default: `main`."),
  exclude: exclusions.optional(),
  inflect: z
    .array(language)
    .optional()
    .describe("Also match the case endings of these languages (lv, hu, fi, nl, en)."),
  fold_accents: z.boolean().optional().describe("Match accented and plain letters alike. Default: false."),
  tests: z
    .strictObject({ match: z.array(z.string()).optional(), miss: z.array(z.string()).optional() })
    .optional()
    .describe("Texts that the query must and must not match; `earshot query --test` runs them."),
  accounts: words.optional().describe("User names whose replies are answers of this topic's owner."),
};

const topic = z.strictObject({
  ...topicFields,
  topics: z
    .array(z.strictObject(topicFields))
    .optional()
    .describe("Topics inside this one (aspects: price, delivery …): only its mentions are looked at."),
});

const share = z.union([
  z.number().min(0).max(1),
  z
    .string()
    .regex(/^\d+(\.\d+)?\s?%$/, "expected a share such as 0.01 or 1%")
    .transform((text) => Number.parseFloat(text) / 100),
]);

const source = z.strictObject({
  match: line.describe("Glob on the file's path below the workspace, or on its name."),
  format: identifier.optional().describe("Format id; default: recognised by its columns."),
  time_zone: timeZone.optional().describe("Zone of the file's times where ids do not prove another."),
  platform: line.optional(),
  source_type: line.optional(),
  mapping: z
    .record(z.string(), z.string())
    .optional()
    .describe("Mention column → column or expression of the file; see docs/formats.md."),
});

/** What a metric can be at all: a target outside is a percentage where a share is meant, and would never be met. */
const REACH = {
  net_sentiment: { from: -1, to: 1, remedy: "from -1 to 1: +10 of 100 is written 0.10" },
  share_of_voice: { from: 0, to: 1, remedy: "from 0 to 1: 30 % is written 0.30" },
  response_within_hour: { from: 0, to: 1, remedy: "from 0 to 1: 80 % is written 0.80" },
  mentions: { from: 0, to: Number.POSITIVE_INFINITY, remedy: "a number of mentions, from 0" },
} as const;

const target = z
  .strictObject({
    topic: identifier,
    metric: z.enum(["net_sentiment", "share_of_voice", "mentions", "response_within_hour"]),
    at_least: z.number().optional(),
    at_most: z.number().optional(),
  })
  .refine((t) => t.at_least !== undefined || t.at_most !== undefined, "needs at_least, at_most or both")
  .refine(
    (t) => t.at_least === undefined || t.at_most === undefined || t.at_least <= t.at_most,
    "at_least is above at_most: nothing can meet both",
  )
  .superRefine((t, context) => {
    const { from, to, remedy } = REACH[t.metric];
    for (const bound of ["at_least", "at_most"] as const) {
      const value = t[bound];
      if (value !== undefined && (value < from || value > to))
        context.addIssue({ code: "custom", path: [bound], message: `${t.metric} is ${remedy}` });
    }
  });

const campaign = z.strictObject({
  id: identifier,
  label: line.optional(),
  topic: identifier,
  from: day,
  to: day.optional(),
});

const sentiment = z
  .strictObject({
    model: z
      .string()
      .regex(
        /^(earshot|vendor)$|[\\/]/,
        "expected `earshot`, `vendor`, or the folder of an ONNX classifier with a slash in it (./models/mine)",
      )
      .optional()
      .describe(
        "`earshot` (default): the shipped model, or the study's own; `vendor`: labels that came with the export; or the folder of an ONNX text classifier, relative to the workspace (./models/mine).",
      ),
    languages: z
      .union([z.array(language).min(1), z.literal("all")], "expected a list of language codes, or `all`")
      .optional()
      .describe("Languages the classifier is for, or `all`; others are left to Earshot's model."),
    labels: z
      .record(z.string(), z.enum(["negative", "neutral", "positive"]))
      .optional()
      .describe("What the classifier's labels mean, where their names do not say it (LABEL_0: negative)."),
  })
  .superRefine(({ model, languages, labels }, context) => {
    const classifier = /[\\/]/.test(model ?? "");
    const say = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (classifier && languages === undefined)
      say("model", "a classifier needs `languages` beside it: those it was trained for, or `all`");
    if (!classifier && languages !== undefined)
      say(
        "languages",
        "is for a classifier's folder; which languages are scored at all is said under the key `languages` of the study",
      );
    if (!classifier && labels !== undefined) say("labels", "is for a classifier's folder");
  })
  .describe("Who says what is positive; see docs/sentiment.md.");

export const studySchema = z.strictObject({
  title: line.describe("Name of the study."),
  objective: line.optional().describe("What the study is to find out."),
  time_zone: timeZone.describe("IANA name; days and periods are cut in this zone."),
  period: z
    .strictObject({
      every: z.enum(["week", "month", "quarter"]).optional().describe("Reporting interval; default: week."),
      from: day.optional().describe("First day wanted; default: what the data covers."),
      to: day.optional().describe("Last day wanted; default: what the data covers."),
    })
    .refine((p) => !p.from || !p.to || p.from <= p.to, "`from` is after `to`")
    .optional(),
  exports: z.array(line).optional().describe("Files, folders or globs; default: data/exports."),
  macros: z.record(z.string(), line).optional().describe("Query parts for reuse, written {name} in queries."),
  topics: z.array(topic).min(1, "at least one topic is needed"),
  exclusions: exclusions.optional(),
  sources: z.array(source).optional().describe("Settings per export file; the first match wins."),
  languages: z
    .strictObject({
      score: z
        .array(language)
        .optional()
        .describe("Score sentiment only in these; default: all with evidence."),
      allow_guesses: z.boolean().optional().describe("Score languages without evidence too. Default: false."),
    })
    .optional(),
  sentiment: sentiment.optional(),
  emotions: z
    .boolean()
    .optional()
    .describe("Score emotions (anger, joy, fear …) too; for shares of many posts only. Default: false."),
  privacy: z.strictObject({ profile: z.enum(["public", "internal"]) }).optional(),
  targets: z.array(target).optional(),
  campaigns: z.array(campaign).optional(),
  import: z
    .strictObject({ max_rejected_share: share.describe("A run ends with exit 1 above it; default: 0.01.") })
    .optional(),
  site: z
    .strictObject({
      title: line.optional().describe("Default: the study's title."),
      languages: z
        .array(z.enum(["en", "nl", "fi", "hu", "lv"]))
        .min(1)
        .optional(),
    })
    .optional(),
});

export type StudyFile = z.output<typeof studySchema>;
export type TopicFile = StudyFile["topics"][number];
export type ExclusionsFile = NonNullable<StudyFile["exclusions"]>;

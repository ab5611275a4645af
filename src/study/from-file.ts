import type { ExclusionsFile, StudyFile, TopicFile } from "./schema.ts";
import type { Exclusions, SentimentSettings, Study, Topic } from "./study.ts";

type InnerTopicFile = Omit<TopicFile, "topics">;

function exclusions(file: ExclusionsFile | undefined, readList: BlockListReader): Exclusions {
  const listed = file?.file === undefined ? emptyExclusions() : readList(file.file);
  return {
    words: [...(file?.words ?? []), ...listed.words],
    authors: [...(file?.authors ?? []), ...listed.authors],
    sites: [...(file?.sites ?? []), ...listed.sites],
  };
}

export function emptyExclusions(): Exclusions {
  return { words: [], authors: [], sites: [] };
}

/** Reads a block list by its path relative to the workspace. */
export type BlockListReader = (path: string) => Exclusions;

function topic(file: InnerTopicFile, outer: Topic | null, readList: BlockListReader): Topic {
  return {
    id: file.id,
    label: file.label ?? file.id,
    role: file.role ?? (outer === null ? "own" : "product"),
    query: file.query,
    category: file.category ?? outer?.category ?? "main",
    parent: outer?.id ?? null,
    exclude: exclusions(file.exclude, readList),
    inflect: file.inflect ?? outer?.inflect ?? [],
    foldAccents: file.fold_accents ?? outer?.foldAccents ?? false,
    tests: { match: file.tests?.match ?? [], miss: file.tests?.miss ?? [] },
    accounts: (file.accounts ?? outer?.accounts ?? []).map((name) => name.replace(/^@/, "")),
  };
}

function sentiment(file: StudyFile["sentiment"]): SentimentSettings {
  const model = file?.model ?? "earshot";
  if (model === "vendor" || model === "earshot") return { model };
  const languages = file?.languages;
  return {
    model: "classifier",
    folder: model,
    languages: languages === undefined || languages === "all" ? null : languages,
    labels: file?.labels ?? null,
  };
}

/** The checked file with defaults filled in. */
export function studyFromFile(file: StudyFile, readList: BlockListReader): Study {
  const topics = file.topics.flatMap((outer) => {
    const whole = topic(outer, null, readList);
    return [whole, ...(outer.topics ?? []).map((inner) => topic(inner, whole, readList))];
  });
  return {
    title: file.title,
    objective: file.objective ?? null,
    timeZone: file.time_zone,
    period: {
      every: file.period?.every ?? "week",
      from: file.period?.from ?? null,
      to: file.period?.to ?? null,
    },
    exports: file.exports ?? ["data/exports"],
    topics,
    macros: { ...file.macros },
    exclusions: exclusions(file.exclusions, readList),
    sources: (file.sources ?? []).map((source) => ({
      match: source.match,
      format: source.format ?? null,
      timeZone: source.time_zone ?? null,
      platform: source.platform ?? null,
      sourceType: source.source_type ?? null,
      mapping: source.mapping ?? null,
    })),
    languages: {
      score: file.languages?.score ?? null,
      allowGuesses: file.languages?.allow_guesses ?? false,
    },
    sentiment: sentiment(file.sentiment),
    emotions: file.emotions ?? false,
    privacy: { profile: file.privacy?.profile ?? "public" },
    targets: (file.targets ?? []).map((target) => ({
      topic: target.topic,
      metric: target.metric,
      atLeast: target.at_least ?? null,
      atMost: target.at_most ?? null,
    })),
    campaigns: (file.campaigns ?? []).map((campaign) => ({
      ...campaign,
      label: campaign.label ?? campaign.id,
      to: campaign.to ?? null,
    })),
    import: { maxRejectedShare: file.import?.max_rejected_share ?? 0.01 },
    site: { title: file.site?.title ?? file.title, languages: file.site?.languages ?? ["en"] },
  };
}

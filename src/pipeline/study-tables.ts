import type { Study } from "../study/study.ts";
import type { Cell } from "../warehouse/values.ts";
import type { ColumnTypes } from "../warehouse/write-rows.ts";
import { stableJson } from "./fingerprint.ts";
import type { NodeDocs, PipelineNode } from "./node.ts";

/** A table made from study.yaml alone. */
export interface StudyTable {
  docs: NodeDocs & { grain: string };
  columns: ColumnTypes;
  rows(study: Study): Record<string, Cell>[];
}

const studyTable: StudyTable = {
  docs: {
    description: "The study's settings that models need.",
    grain: "study",
    columns: {
      title: "Title of the study.",
      time_zone: "IANA zone in which days and periods are cut.",
      period_every: "week, month or quarter.",
      period_from: "First day wanted; NULL: what the data covers.",
      period_to: "Last day wanted; NULL: what the data covers.",
      profile: "Privacy profile, public or internal.",
      language: "First language of the site.",
    },
  },
  columns: {
    title: "VARCHAR",
    time_zone: "VARCHAR",
    period_every: "VARCHAR",
    period_from: "DATE",
    period_to: "DATE",
    profile: "VARCHAR",
    language: "VARCHAR",
  },
  rows: (study) => [
    {
      title: study.title,
      time_zone: study.timeZone,
      period_every: study.period.every,
      period_from: study.period.from,
      period_to: study.period.to,
      profile: study.privacy.profile,
      language: study.site.languages[0] ?? "en",
    },
  ],
};

const topicsTable: StudyTable = {
  docs: {
    description: "What is listened for.",
    grain: "topic of study.yaml",
    columns: {
      topic: "Id of the topic.",
      label: "Name as people read it.",
      role: "own, competitor, product, campaign or category.",
      category: "Panel for share of voice.",
      parent: "Topic that this one is a part of; NULL for most.",
      query: "The boolean query.",
      position: "Place in study.yaml, from 0.",
    },
  },
  columns: {
    topic: "VARCHAR",
    label: "VARCHAR",
    role: "VARCHAR",
    category: "VARCHAR",
    parent: "VARCHAR",
    query: "VARCHAR",
    position: "INTEGER",
  },
  rows: (study) =>
    study.topics.map((topic, position) => ({
      topic: topic.id,
      label: topic.label,
      role: topic.role,
      category: topic.category,
      parent: topic.parent,
      query: topic.query,
      position,
    })),
};

const targetsTable: StudyTable = {
  docs: {
    description: "What the study's owner wants to reach.",
    grain: "target of study.yaml",
    columns: {
      topic: "Topic it is about.",
      metric: "net_sentiment, share_of_voice, mentions or response_within_hour.",
      at_least: "Reached at this value or above; NULL: no lower bound.",
      at_most: "Reached at this value or below; NULL: no upper bound.",
    },
  },
  columns: { topic: "VARCHAR", metric: "VARCHAR", at_least: "DOUBLE", at_most: "DOUBLE" },
  rows: (study) =>
    study.targets.map((target) => ({
      topic: target.topic,
      metric: target.metric,
      at_least: target.atLeast,
      at_most: target.atMost,
    })),
};

const campaignsTable: StudyTable = {
  docs: {
    description: "Campaigns whose effect is looked for.",
    grain: "campaign of study.yaml",
    columns: {
      campaign: "Id of the campaign.",
      label: "Name as people read it.",
      topic: "Topic it is meant to move.",
      starts_on: "First day.",
      ends_on: "Last day, inclusive; NULL: it lasts.",
    },
  },
  columns: { campaign: "VARCHAR", label: "VARCHAR", topic: "VARCHAR", starts_on: "DATE", ends_on: "DATE" },
  rows: (study) =>
    study.campaigns.map((campaign) => ({
      campaign: campaign.id,
      label: campaign.label,
      topic: campaign.topic,
      starts_on: campaign.from,
      ends_on: campaign.to,
    })),
};

/** Tables that come from study.yaml alone, by name. */
export const STUDY_TABLES: Readonly<Record<string, StudyTable>> = {
  study: studyTable,
  topics: topicsTable,
  targets: targetsTable,
  campaigns: campaignsTable,
};

/** The nodes of the tables that come from study.yaml. */
export function studyNodes(study: Study): PipelineNode[] {
  return Object.entries(STUDY_TABLES).map(([name, table]) => ({
    name,
    kind: "study",
    file: null,
    place: "pipelines/study.yaml",
    provides: [name],
    reads: [],
    readPlaces: {},
    folder: "study",
    tags: [],
    docs: table.docs,
    code: stableJson(table.columns),
    parameters: stableJson(table.rows(study)),
    versions: {},
  }));
}

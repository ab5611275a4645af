import { Text } from "../../reports/components/text.ts";
import type { Workspace } from "../workspace.ts";
import { readCatalogue } from "./catalogues.ts";
import type { NavEntry } from "./chrome.ts";
import { findPages, type PageFile } from "./page-files.ts";
import type { ReportData, TopicRow } from "./report-data.ts";

/** One page of the site in one language, not yet filled. */
export interface Plan {
  page: PageFile;
  name: string;
  topic: string | null;
}

/** Which pages there are in one language: those that have something to show, topic pages one per topic. */
function planPages(files: readonly PageFile[], data: ReportData, language: string): Plan[] {
  return files.flatMap((page): Plan[] => {
    const { requires, each, profile } = page.front;
    if (requires.some((table) => !data.has(table))) return [];
    if (profile !== null && profile !== data.run.study.profile) return [];
    if (page.front.language !== null && page.front.language !== language) return [];
    if (each !== "topics") return [{ page, name: page.name, topic: null }];
    return data.topics.map((topic) => ({ page, name: `topics/${topic.topic}`, topic: topic.topic }));
  });
}

function navigation(plans: readonly Plan[], data: ReportData, text: Text): NavEntry[] {
  return plans
    .map((plan): NavEntry & { order: number } => {
      const topic = plan.topic === null ? undefined : data.topic(plan.topic);
      const title = plan.page.front.title;
      return {
        page: plan.name,
        label: topic?.label ?? (text.has(title) ? text.say(title) : title),
        section: topic ? "topics" : plan.page.front.nav,
        order: topic ? navigationOrder(data, topic) : plan.page.front.order,
        ...(topic ? { colour: topic.colour, inner: topic.parent !== null } : {}),
      };
    })
    .sort((a, b) => a.order - b.order || a.label.localeCompare(b.label));
}

/** A topic inside another stands right below it. */
function navigationOrder(data: ReportData, topic: TopicRow): number {
  const place = data.topics.indexOf(topic);
  const parent = topic.parent === null ? undefined : data.topic(topic.parent);
  return parent ? navigationOrder(data, parent) + (place + 1) / (data.topics.length + 1) ** 2 : place;
}

/** The pages of one site language, and what they share. */
export interface LanguagePlan {
  language: string;
  /** Empty for the first language, else `nl/`. */
  prefix: string;
  text: Text;
  plans: readonly Plan[];
  nav: readonly NavEntry[];
  /** Names of all pages, without prefix. */
  pages: ReadonlySet<string>;
}

/** Which pages there are, per site language, first language first. Reads the page files and the catalogues. */
export function planSite(workspace: Workspace, data: ReportData): LanguagePlan[] {
  const files = findPages(workspace);
  return siteLanguages(data).map((language, index) => {
    const text = new Text(language, readCatalogue(workspace, language));
    const plans = planPages(files, data, language);
    return {
      language,
      prefix: index === 0 ? "" : `${language}/`,
      text,
      plans,
      nav: navigation(plans, data, text),
      pages: new Set(plans.map((plan) => plan.name)),
    };
  });
}

export function siteLanguages(data: ReportData): string[] {
  const { languages } = data.run.study;
  return languages.length > 0 ? languages : ["en"];
}

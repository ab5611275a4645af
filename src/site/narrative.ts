import { element, join, type Markup } from "../../reports/components/markup.ts";
import { explainCause } from "./cause.ts";
import type { SpikeRow } from "./charts/volume-series.ts";
import { direction, showChange, showInterval, showParts, showValue, type Unit, unitOf } from "./numbers.ts";
import { type PageContext, pageLink } from "./page-context.ts";
import type { FigureRow, TopicRow } from "./report-data.ts";

const DEFINITION: Readonly<Record<string, string>> = {
  volume: "mentions",
  sov: "share-of-voice",
  net: "net-sentiment",
};

/** How a change is written: `+40 (+12%)`, `40 (12%)` after "up by", `+40 or +12%` inside brackets. */
type ChangeForm = "signed" | "unsigned" | "inline";

/** A figure's value as markup: the number, bound to its figure id and linked to its definition. */
export function figureMarkup(context: PageContext, figure: FigureRow, form: ChangeForm = "signed"): Markup {
  const { text } = context;
  const metric = figure.id.split(".")[0]?.replace(/_change$/, "") ?? "";
  const change = figure.id.includes("_change");
  const unit = unitOf(figure);
  const shown =
    figure.value === null
      ? text.say(figure.withheld ? "withheld" : "too-few")
      : change
        ? changeText(context, figure, unit, form)
        : showValue(text, figure.value, unit);
  const number = element(
    "data",
    { value: figure.value === null ? "" : String(figure.value), class: "figure" },
    shown,
  );
  const definition = pageLink(context, `definitions#${DEFINITION[metric] ?? metric}`);
  return definition && DEFINITION[metric]
    ? element("a", { href: definition, class: "figure-link", title: figure.id }, number)
    : number;
}

/** A change in words; one of a count also relative to the period before: `+40 (+12%)`. */
function changeText({ text }: PageContext, figure: FigureRow, unit: Unit, form: ChangeForm): string {
  const unsigned = form === "unsigned";
  const value = unsigned ? Math.abs(figure.value as number) : (figure.value as number);
  const plain = (shown: string) => (unsigned ? shown.replace(/^\+/, "") : shown);
  const shown = plain(showChange(text, value, unit));
  const before = figure.denominator;
  if (unit !== "count" || before === null || before <= 0) return shown;
  const percent = plain(showValue(text, value / before, "ratio"));
  return text.say(form === "inline" ? "change.relative.inline" : "change.relative", {
    change: shown,
    percent,
  });
}

/** Interval of a figure in words, or null. */
export function figureInterval(context: PageContext, figure: FigureRow): string | null {
  const unit = unitOf(figure);
  const change = figure.id.includes("_change");
  const show = (value: number) =>
    change ? showChangeNumber(context, value, unit) : showValue(context.text, value, unit);
  return showInterval(context.text, figure.low, figure.high, show);
}

/** Digits to write a bound with: more when it would round to zero, which would hide on which side of it it lies. */
function digitsFor(value: number, digits: number): number {
  const vanishes = value !== 0 && Math.abs(value) < 0.5 * 10 ** -digits;
  return vanishes ? digits + 1 : digits;
}

/** A difference as a bare number, in points where it is a share or a net sentiment. */
export function showChangeNumber({ text }: PageContext, value: number, unit: Unit): string {
  if (unit === "share") return text.signed(value * 100, digitsFor(value * 100, 1));
  if (unit === "net") return text.signed(value * 100, digitsFor(value * 100, 0));
  return showChange(text, value, unit);
}

/** One clause on a change: how much up or down, "no clear change" where the interval includes zero. */
export function changeClause(
  context: PageContext,
  change: FigureRow | undefined,
  form: "change" | "card.change" = "change",
): Markup | null {
  const { text, data } = context;
  const every = data.run.study.every;
  const before = text.say(`before.${every}`);
  const found = direction(change);
  if (!change || change.value === null) return null;
  const interval = figureInterval(context, change) ?? "";
  if (found === "unknown")
    return text.markup(`${form}.bare`, { change: figureMarkup(context, change), before });
  const amount = figureMarkup(
    context,
    change,
    found === "unclear" ? (form === "change" ? "inline" : "signed") : "unsigned",
  );
  return text.markup(`${form}.${found}`, { change: amount, interval, before });
}

/** The sentences on one topic in the current period: volume, share of voice, net sentiment, spikes. */
export function topicSentences(context: PageContext, topic: TopicRow): Markup[] {
  const { data, text } = context;
  const period = data.current;
  if (!period) return [];
  const sentences: Markup[] = [];
  const say = (metric: "volume" | "sov" | "net") => {
    const figure = data.figure(metric, topic.topic, period.period);
    if (!figure) return;
    const values = {
      label: element("b", {}, topic.label),
      period: text.period(period.period),
      value: figureMarkup(context, figure),
      interval: figureInterval(context, figure) ?? "",
      numerator: figure.numerator === null ? "" : showParts(text, figure.numerator),
      denominator: figure.denominator === null ? "" : text.number(Math.round(figure.denominator)),
    };
    if (figure.value === null) {
      sentences.push(text.markup(`sentence.${metric}.unknown`, values));
      return;
    }
    const change = changeClause(context, data.figure(`${metric}_change`, topic.topic, period.period));
    const plain = text.markup(`sentence.${metric}${values.interval ? "" : ".plain"}`, values);
    sentences.push(change ? join(plain, text.say("sentence.joint"), change, ".") : join(plain, "."));
  };
  say("volume");
  say("sov");
  say("net");
  return [...sentences, ...spikeSentences(context, topic)];
}

function spikeSentences(context: PageContext, topic: TopicRow): Markup[] {
  const { data, text } = context;
  const period = data.current;
  if (!period) return [];
  return data
    .table<SpikeRow>("spikes")
    .filter((spike) => spike.topic === topic.topic && spike.view === "all")
    .filter((spike) => period.starts_on <= spike.date && spike.date <= period.ends_on)
    .toSorted((a, b) => Math.abs(b.observed - b.expected) - Math.abs(a.observed - a.expected))
    .slice(0, 2)
    .map((spike) =>
      text.markup(`sentence.${spike.direction === "drop" ? "drop" : "spike"}`, {
        date: text.date(spike.date, "day"),
        observed: text.number(spike.observed),
        expected: text.number(Math.round(spike.expected)),
        cause: explainCause(text, spike),
      }),
    );
}

/** The overview's paragraphs: one per own topic, then what to know about the period itself. */
export function overviewParagraphs(context: PageContext): Markup {
  const { data, text } = context;
  const own = data.topics.filter((topic) => topic.role === "own");
  const topics = own.length > 0 ? own.slice(0, 3) : data.panel.slice(0, 3);
  const paragraphs = topics.map((topic) => {
    const sentences = topicSentences(context, topic);
    return element(
      "p",
      { class: "summary" },
      sentences.map((sentence, index) => [index > 0 && " ", sentence]),
    );
  });
  const newest = data.periods.at(-1);
  const whole = data.newestWhole;
  const sparse =
    whole && data.current && data.periods.indexOf(whole) > data.periods.indexOf(data.current)
      ? element(
          "p",
          { class: "aside" },
          text.say("sentence.sparse", {
            period: text.period(whole.period),
            shown: text.period(data.current.period),
          }),
        )
      : null;
  const partial =
    newest?.partial && newest !== data.current
      ? element("p", { class: "aside" }, text.say("sentence.partial", { period: text.period(newest.period) }))
      : null;
  const current = data.current?.partial
    ? element(
        "p",
        { class: "aside" },
        text.say("sentence.partial-current", { period: text.period(data.current.period) }),
      )
    : null;
  return join(...paragraphs, sparse, partial, current);
}

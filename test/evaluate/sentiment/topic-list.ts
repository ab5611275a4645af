import { SENTIMENT_LABELS, type SentimentModel } from "../../../src/text/sentiment.ts";
import { scoreTopics } from "../../../src/text/topics/topic-sentiment.ts";

type Sign = "+" | "0" | "-";

/** An invented post that names Arvo and Besta: language, what it says of Arvo and of Besta, text. */
type TopicCase = readonly [language: string, arvo: Sign, besta: Sign, text: string];

/**
 * Made up for this evaluation. Two posts (one Dutch, one Hungarian) led to the joining words being kept by language;
 * the rules were not changed for any other.
 */
export const TOPIC_LIST: readonly TopicCase[] = [
  ["en", "+", "-", "Arvo was wonderful and friendly but Besta was horrible and rude"],
  ["en", "-", "+", "Besta saved my holiday, thank you so much! Arvo cancelled without a word, disgraceful."],
  ["en", "+", "-", "Switched from Besta to Arvo. Besta kept losing my parcels, awful. Arvo is just great"],
  ["en", "-", "-", "Arvo and Besta are both a complete disgrace"],
  ["en", "+", "+", "Love Arvo, love Besta, what a great team they make"],
  ["en", "0", "-", "Arvo opens at nine. Besta ruined my day with their rude staff"],
  ["en", "+", "0", "Besta is on Main Street. Arvo has the best coffee in town, amazing!"],
  ["en", "-", "+", "I hate the Arvo app; Besta on the other hand is a joy to use"],
  ["en", "+", "-", "While Besta let us wait for hours in the cold, Arvo was kind and fast"],
  ["en", "+", "-", "Arvo is so much nicer than Besta"],
  ["nl", "+", "-", "Arvo is geweldig en heel mooi, maar Besta is verschrikkelijk slecht"],
  ["nl", "-", "+", "Wat een fijne service bij Besta, dank jullie wel! Arvo belde nooit terug, schandalig."],
  ["nl", "+", "-", "Arvo hielp ons meteen, super blij mee, terwijl Besta alleen maar loog"],
  ["nl", "-", "-", "Arvo en Besta zijn allebei waardeloos"],
  ["nl", "+", "+", "Arvo en Besta, wat een prachtig stel, geniet ervan!"],
  ["nl", "0", "-", "Arvo gaat om negen uur open. Besta is een grote schande, echt triest."],
  ["nl", "+", "0", "Besta zit in de Kerkstraat. Bij Arvo vind je het lekkerste brood, heerlijk!"],
  ["nl", "-", "+", "Ik haat de site van Arvo, die van Besta werkt fantastisch"],
  ["nl", "-", "+", "Boos op Arvo, weer te laat en geen excuses; Besta was juist heel lief"],
  ["nl", "+", "-", "Arvo is veel leuker dan Besta"],
  ["fi", "+", "-", "Arvo on ihana ja mahtava, mutta Besta on aivan kauhea ja huono"],
  ["fi", "-", "+", "Kiitos Besta, olette ihania! Arvo petti meidät, vihaan sitä."],
  ["fi", "+", "-", "Arvo auttoi heti ja olen todella iloinen, kun taas Besta vain valehteli"],
  ["fi", "-", "-", "Arvo ja Besta ovat molemmat täysin surkeita"],
  ["fi", "+", "+", "Rakastan Arvoa ja Bestaa, mahtavaa työtä"],
  ["fi", "0", "-", "Arvo aukeaa yhdeksältä. Besta pilasi koko päivän, kauheaa."],
  ["fi", "+", "0", "Besta on Kirkkokadulla. Arvo tekee parasta leipää, ihanaa!"],
  ["fi", "-", "+", "Vihaan Arvoa, mutta Besta on loistava"],
  ["fi", "-", "+", "Arvo on surullinen tapaus; Besta sen sijaan on aina ystävällinen ja hyvä"],
  ["fi", "+", "-", "Arvo on paljon parempi kuin Besta"],
  ["hu", "+", "-", "Az Arvo csodálatos és nagyon jó, de a Besta borzalmas és szörnyű"],
  ["hu", "-", "+", "Köszönöm Besta, imádlak titeket! Az Arvo becsapott minket, utálom."],
  ["hu", "+", "-", "Az Arvo azonnal segített, nagyon boldog vagyok, míg a Besta csak hazudott"],
  ["hu", "-", "-", "Az Arvo és a Besta is egy undorító szemét"],
  ["hu", "+", "+", "Imádom az Arvo és a Besta csapatát, gyönyörű munka"],
  ["hu", "0", "-", "Az Arvo kilenckor nyit. A Besta tönkretette a napomat, rettenetes."],
  ["hu", "+", "0", "A Besta a Fő utcában van. Az Arvo kenyere a legjobb, csodálatos!"],
  ["hu", "-", "+", "Utálom az Arvo oldalát, viszont a Besta szuper"],
  ["hu", "-", "+", "Az Arvo megint elkésett, szégyen; a Besta viszont kedves és nagyszerű volt"],
  ["hu", "+", "-", "Az Arvo sokkal jobb mint a Besta"],
  ["lv", "+", "-", "Arvo ir lielisks un skaists, bet Besta ir briesmīgs un slikts"],
  ["lv", "-", "+", "Paldies, Besta, jūs esat brīnišķīgi! Arvo mūs piekrāpa, kauns."],
  ["lv", "+", "-", "Arvo uzreiz palīdzēja, esmu ļoti priecīga, kamēr Besta tikai meloja"],
  ["lv", "-", "-", "Arvo un Besta abi ir pilnīgs kauns un šausmas"],
  ["lv", "+", "+", "Mīlu Arvo un Besta, lielisks darbs, malači"],
  ["lv", "0", "-", "Arvo atveras deviņos. Besta sabojāja visu dienu, briesmīgi."],
  ["lv", "+", "0", "Besta ir Baznīcas ielā. Arvo ir visgaršīgākā maize, lieliski!"],
  ["lv", "-", "+", "Ienīstu Arvo lapu, taču Besta ir superīga"],
  ["lv", "-", "+", "Arvo atkal nokavēja, kauns; Besta gan bija ļoti jauka un laba"],
  ["lv", "+", "-", "Arvo ir daudz labāks nekā Besta"],
];

const SIGNS: readonly Sign[] = ["-", "0", "+"];
const FORMS: Readonly<Record<string, RegExp>> = { Arvo: /Arvo\p{L}*/gu, Besta: /Besta\p{L}*/gu };

/** How often the sign towards a topic is right, of both topics of every post of a language. */
export interface TopicFigures {
  language: string;
  topics: number;
  byClause: number;
  byText: number;
  /** Of the posts that say different things of the two: how often the topics come in the right order. */
  contrasts: number;
  ordered: number;
}

/** Judge `model` on {@link TOPIC_LIST}. */
export function judgeTopics(model: SentimentModel): TopicFigures[] {
  const figures = new Map<string, TopicFigures>();
  for (const [language, arvo, besta, text] of TOPIC_LIST) {
    const row = figures.get(language) ?? {
      ...{ language, topics: 0, byClause: 0, byText: 0, contrasts: 0, ordered: 0 },
    };
    figures.set(language, row);
    const mentions = Object.entries(FORMS).flatMap(([topic, form]) =>
      Array.from(text.matchAll(form), (match) => ({
        topic,
        span: { from: match.index, to: match.index + match[0].length },
      })),
    );
    const found = new Map(
      scoreTopics(model, text, language, mentions).map(({ topic, score }) => [topic, score]),
    );
    const whole = SIGNS[SENTIMENT_LABELS.indexOf(model.score(text, language).label)];
    const [first, second] = ["Arvo", "Besta"].map((topic) => found.get(topic));
    if (!first || !second) continue;
    for (const [score, truth] of [[first, arvo] as const, [second, besta] as const]) {
      row.topics++;
      if (SIGNS[SENTIMENT_LABELS.indexOf(score.label)] === truth) row.byClause++;
      if (whole === truth) row.byText++;
    }
    if (arvo === besta) continue;
    row.contrasts++;
    const difference = first.positive - first.negative - (second.positive - second.negative);
    if (Math.sign(difference) === Math.sign(SIGNS.indexOf(arvo) - SIGNS.indexOf(besta))) row.ordered++;
  }
  return [...figures.values()];
}

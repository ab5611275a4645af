import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { search, searchWords } from "../../reports/components/search-match.ts";
import { TERMS } from "../../src/site/definitions.ts";
import { PACKAGE_ROOT } from "../../src/workspace.ts";

/** Pages and definitions of one language, as the search page lists them, with two topics and a term. */
function entries(language: string) {
  const file = join(PACKAGE_ROOT, "reports/messages", `${language}.json`);
  const messages = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
  const say = (key: string) => messages[key] ?? "";
  const pages = Object.keys(messages).flatMap((key) => key.match(/^page\.(?!404|search)(.*)/)?.[1] ?? []);
  const listed = [
    ...pages.map((page) => [page, say(`page.${page}`), say(`search.about.${page}`)]),
    ["topic", "Acme Tea", say("role.own")],
    ["topic", "Bolt", say("role.competitor")],
    ...TERMS.map((term) => [`#${term}`, say(`define.${term}.name`), say(`define.${term}.text`)]),
    ["term", "teapot", "Acme Tea"],
  ];
  const entries = listed.map(([id = "", name = "", detail = ""]) => ({
    id,
    name: searchWords(name),
    detail: searchWords(detail),
    also: searchWords(say(`search.also.${id.replace("#", "define.")}`)),
  }));
  return { entries, stop: new Set(searchWords(say("search.stop"))) };
}

const QUERIES: Record<string, readonly (readonly [query: string, ...wanted: string[]])[]> = {
  en: [
    ["share of voice", "share-of-voice", "#share-of-voice"],
    ["sentiment", "sentiment", "#net-sentiment"],
    ["complaints", "care"],
    ["complaint", "#complaint", "care"],
    ["leads", "care", "#lead"],
    ["response time", "care"],
    ["competitor", "share-of-voice", "topic"],
    ["competitors compared", "share-of-voice"],
    ["spikes", "#spike", "trends"],
    ["campains", "campaigns"],
    ["sentimnet", "sentiment", "#net-sentiment"],
    ["duplicates", "#duplicate", "coverage"],
    ["duplicated rows", "#duplicate", "coverage"],
    ["influencer", "voices"],
    ["countries", "places"],
    ["country", "places"],
    ["what is net sentiment", "#net-sentiment"],
    ["how are the figures made", "methods"],
    ["privacy", "methods"],
    ["accuracy of the model", "methods"],
    ["hashtag", "themes"],
    ["engagment", "#engagement"],
    ["acme", "topic"],
    ["tea", "topic"],
    ["crisis", "trends", "#early-warning", "care"],
    ["complaint", "#complaint", "care"],
    ["sample size", "methods", "coverage", "#too-few"],
    ["error margin", "#interval", "methods"],
    ["who", "voices"],
    ["when", "trends"],
    ["where", "places"],
    ["why", "themes"],
    ["who talks about us", "voices"],
    ["is the difference significant", "#no-clear-change", "#interval"],
    ["how reliable is this", "methods", "#interval"],
    ["customer satisfaction", "sentiment"],
    ["benchmark", "compare"],
    ["cite", "figures"],
    ["gdpr", "methods", "#withheld"],
    ["retweets", "#originals"],
    ["did the campaign work", "campaigns"],
  ],
  nl: [
    ["share of voice", "share-of-voice", "#share-of-voice"],
    ["sentiment", "sentiment", "#net-sentiment"],
    ["klacht", "care"],
    ["klachten", "care"],
    ["reactietijd", "care"],
    ["reactietijden", "care"],
    ["concurrent", "share-of-voice", "topic"],
    ["marktaandeel", "share-of-voice"],
    ["pieken", "trends", "#spike"],
    ["piek", "#spike", "trends"],
    ["campange", "campaigns"],
    ["campagnes", "campaigns"],
    ["kwaliteit", "coverage"],
    ["dubbele rijen", "coverage", "#duplicate"],
    ["volgers", "voices"],
    ["land", "places"],
    ["landen", "places"],
    ["wat betekent bereik", "#reach"],
    ["hoe zijn de cijfers gemaakt", "methods"],
    ["nauwkeurigheid", "methods"],
    ["betrokkenhied", "#engagement"],
    ["hashtags", "themes"],
    ["crisis", "trends", "#early-warning", "care"],
    ["steekproefgrootte", "methods", "coverage", "#too-few"],
    ["foutmarge", "#interval", "methods"],
    ["wie", "voices"],
    ["wanneer", "trends"],
    ["waar", "places"],
    ["waarom", "themes"],
    ["is het verschil significant", "#no-clear-change", "#interval"],
    ["hoe betrouwbaar is dit", "methods", "#interval"],
    ["avg", "methods", "#withheld"],
    ["bron citeren", "figures"],
    ["boze klanten", "sentiment", "care"],
  ],
  fi: [
    ["osuus keskustelusta", "share-of-voice", "#share-of-voice"],
    ["osuuden", "share-of-voice", "#share-of-voice"],
    ["markkinaosuus", "share-of-voice"],
    ["sävy", "sentiment", "#net-sentiment"],
    ["savy", "sentiment", "#net-sentiment"],
    ["valitus", "care", "#complaint"],
    ["valituksia", "care"],
    ["vastausaika", "care"],
    ["palvelu", "care"],
    ["kilpailijat", "share-of-voice", "topic"],
    ["kampanjoiden", "campaigns"],
    ["kampanja", "campaigns"],
    ["piikki", "#spike", "trends"],
    ["maininnoista", "mentions", "#mentions", "share-of-voice"],
    ["mainintojen", "mentions", "#mentions"],
    ["seuraajat", "voices"],
    ["maat", "places"],
    ["kielten", "places"],
    ["menetelmä", "methods"],
    ["tarkkuus", "methods"],
    ["sitoutumnien", "#engagement"],
    ["aihetunniste", "themes"],
    ["kriisi", "trends", "#early-warning", "care"],
    ["otoskoko", "methods", "coverage", "#too-few"],
    ["virhemarginaali", "#interval", "methods"],
    ["kuka", "voices"],
    ["milloin", "trends"],
    ["missä", "places"],
    ["miksi", "themes"],
    ["onko ero merkitsevä", "#no-clear-change", "#interval"],
    ["kuinka luotettava", "methods", "#interval"],
    ["tietosuoja", "methods", "#withheld"],
    ["lähdeviite", "figures"],
    ["asiakastyytyväisyys", "sentiment"],
  ],
  hu: [
    ["beszédrészesedés", "share-of-voice", "#share-of-voice"],
    ["beszedreszesedes", "share-of-voice", "#share-of-voice"],
    ["piaci részesedés", "share-of-voice"],
    ["hangulat", "sentiment", "#net-sentiment"],
    ["hangulatot", "sentiment", "#net-sentiment"],
    ["panasz", "care"],
    ["panaszok", "care"],
    ["válaszidő", "care"],
    ["ügyfelszolgalat", "care"],
    ["versenytárs", "share-of-voice", "topic"],
    ["kampány", "campaigns"],
    ["kampányokról", "campaigns"],
    ["kapmány", "campaigns"],
    ["kiugrás", "#spike", "trends"],
    ["említések", "mentions", "#mentions"],
    ["említésekről", "mentions", "#mentions"],
    ["követők", "voices"],
    ["országok", "places"],
    ["módszer", "methods"],
    ["pontosság", "methods"],
    ["elérés", "#reach"],
    ["hashtag", "themes"],
    ["válság", "trends", "#early-warning", "care"],
    ["mintanagyság", "methods", "coverage", "#too-few"],
    ["hibahatár", "#interval", "methods"],
    ["kik", "voices"],
    ["mikor", "trends"],
    ["hol", "places"],
    ["miért", "themes"],
    ["szignifikáns a különbség", "#no-clear-change", "#interval"],
    ["mennyire megbízható", "methods", "#interval"],
    ["adatvédelem", "methods", "#withheld"],
    ["idézés", "figures"],
    ["ügyfélelégedettség", "sentiment"],
  ],
  lv: [
    ["balss daļa", "share-of-voice", "#share-of-voice"],
    ["balss dala", "share-of-voice", "#share-of-voice"],
    ["tirgus daļa", "share-of-voice"],
    ["noskaņojums", "sentiment", "#net-sentiment"],
    ["noskaņojuma", "sentiment", "#net-sentiment"],
    ["sūdzība", "care"],
    ["sudzibas", "care"],
    ["atbildes laiks", "care"],
    ["klientu apkalpošana", "care"],
    ["konkurents", "topic", "share-of-voice"],
    ["kampaņa", "campaigns"],
    ["kampaņām", "campaigns"],
    ["kapmaņas", "campaigns"],
    ["lēciens", "#spike", "trends"],
    ["pieminējums", "mentions", "#mentions"],
    ["pieminējumu", "mentions", "#mentions"],
    ["sekotāji", "voices"],
    ["valstis", "places"],
    ["metodes", "methods"],
    ["precizitāte", "methods"],
    ["sasniedzamība", "#reach"],
    ["tēmturis", "themes"],
    ["krīze", "trends", "#early-warning", "care"],
    ["izlases apjoms", "methods", "coverage", "#too-few"],
    ["kļūdas robeža", "#interval", "methods"],
    ["kas raksta", "voices"],
    ["kad", "trends"],
    ["kur", "places"],
    ["kāpēc", "themes"],
    ["vai starpība ir būtiska", "#no-clear-change", "#interval"],
    ["cik tas ir uzticams", "methods", "#interval"],
    ["privātums", "methods", "#withheld"],
    ["kā citēt", "figures"],
    ["klientu apmierinātība", "sentiment"],
  ],
};

test.each(Object.keys(QUERIES))(
  "what readers type in %s leads to the page or definition meant",
  (language) => {
    const { entries: all, stop } = entries(language);
    expect(QUERIES[language]?.length).toBeGreaterThanOrEqual(30);
    const missed = (QUERIES[language] ?? []).flatMap(([query, ...wanted]) => {
      const found = search(all, query, stop).places.map((place) => all[place]?.id ?? "");
      return found.slice(0, 2).some((id) => wanted.includes(id)) ? [] : [`${query}: ${found.slice(0, 4)}`];
    });
    expect(missed).toEqual([]);
  },
);

const list = [
  { name: ["share", "of", "voice"], detail: ["mentions", "compared"] },
  { name: ["voices"], detail: ["who", "writes"] },
  { name: ["customer", "care"], detail: ["complaints", "constructor"] },
];

test("names count more than details, whole words more than parts", () => {
  expect(search(list, "voices").places).toEqual([1, 0]);
  expect(search(list, "voice").places).toEqual([0, 1]);
  expect(search(list, "wri").places).toEqual([1]);
  expect(search(list, "ustome").places).toEqual([2]);
});

test("similar words are taken only where nothing has the word, and are told", () => {
  expect(search(list, "csutomer")).toEqual({ places: [2], similar: ["csutomer"] });
  expect(search(list, "voice care")).toEqual({ places: expect.arrayContaining([0, 2]), similar: [] });
  expect(search(list, "zebra")).toEqual({ places: [], similar: [] });
  expect(search(list, "zebra voices").places).toEqual([1, 0]);
  expect(search(list, "constructor").places).toEqual([2]);
  expect(search(list, "__proto__ .*").places).toEqual([]);
});

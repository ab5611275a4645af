import { expect, test } from "vitest";
import { countryCode, countrySpellings } from "../../src/text/countries.ts";

test("countries by code and by name in several languages", () => {
  for (const said of [
    "NL",
    "nld",
    "Netherlands",
    "The Netherlands",
    "Niederlande",
    "Pays-Bas",
    " nederland ",
  ])
    expect(countryCode(said), said).toBe("NL");
  for (const said of ["UK", "gb", "GBR", "United Kingdom", "England", "Vereinigtes Königreich"])
    expect(countryCode(said), said).toBe("GB");
  expect(countryCode("Latvija")).toBe("LV");
  expect(countryCode("Suomi")).toBe("FI");
  expect(countryCode("Magyarország")).toBe("HU");
  expect(countryCode("constructor")).toBeNull();
  expect(countryCode("Atlantis")).toBeNull();
});

test("all spellings of a country, whichever of them is given", () => {
  expect(countrySpellings("Germany")).toEqual(["de", "deu", "germany"]);
  expect(countrySpellings("DEU")).toEqual(countrySpellings("de"));
  expect(countrySpellings("Atlantis")).toEqual(["atlantis"]);
});

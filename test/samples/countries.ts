export const ISO3: Record<string, string> = {
  GB: "GBR",
  IE: "IRL",
  US: "USA",
  NL: "NLD",
  BE: "BEL",
  FI: "FIN",
  HU: "HUN",
  LV: "LVA",
  DE: "DEU",
  AT: "AUT",
  ES: "ESP",
  FR: "FRA",
};

export const ENGLISH_COUNTRY: Record<string, string> = {
  GB: "United Kingdom",
  IE: "Ireland",
  US: "United States of America",
  NL: "Netherlands",
  BE: "Belgium",
  FI: "Finland",
  HU: "Hungary",
  LV: "Latvia",
  DE: "Germany",
  AT: "Austria",
  ES: "Spain",
  FR: "France",
};

export const ENGLISH_LANGUAGE: Record<string, string> = {
  en: "English",
  nl: "Dutch",
  fi: "Finnish",
  hu: "Hungarian",
  lv: "Latvian",
  de: "German",
  es: "Spanish",
  fr: "French",
};

export type BrandId = "sulmora" | "dolvan" | "kestrino";
export const BRANDS: BrandId[] = ["sulmora", "dolvan", "kestrino"];

interface Brand {
  name: string;
  handle: string;
  /** Endings per language: Finnish and Hungarian on a stem, Latvian whole words. */
  forms: Record<string, Record<string, string>>;
}

const finnish = (stem: string, back: string, ill: string, par: string) => ({
  gen: `${stem}n`,
  par,
  ine: `${stem}ss${back}`,
  ela: `${stem}st${back}`,
  ill,
  ade: `${stem}ll${back}`,
  abl: `${stem}lt${back}`,
  all: `${stem}lle`,
});

const hungarian = (stem: string, acc: string, ins: string) => ({
  acc,
  ine: `${stem}ban`,
  ela: `${stem}ból`,
  sub: `${stem}ra`,
  del: `${stem}ról`,
  ade: `${stem}nál`,
  abl: `${stem}tól`,
  all: `${stem}hoz`,
  dat: `${stem}nak`,
  ins,
});

/** The invented brands; none of them is known to exist. */
export const BRAND: Record<BrandId, Brand> = {
  sulmora: {
    name: "Sulmora",
    handle: "sulmora",
    forms: {
      fi: finnish("Sulmora", "a", "Sulmoraan", "Sulmoraa"),
      hu: hungarian("Sulmorá", "Sulmorát", "Sulmorával"),
      lv: { gen: "Sulmoras", dat: "Sulmorai", acc: "Sulmoru", loc: "Sulmorā" },
    },
  },
  dolvan: {
    name: "Dolvan",
    handle: "dolvan_market",
    forms: {
      fi: finnish("Dolvani", "a", "Dolvaniin", "Dolvania"),
      hu: hungarian("Dolvan", "Dolvant", "Dolvannal"),
      lv: { nom: "Dolvans", gen: "Dolvana", dat: "Dolvanam", acc: "Dolvanu", loc: "Dolvanā" },
    },
  },
  kestrino: {
    name: "Kestrino",
    handle: "kestrino_hq",
    forms: {
      fi: finnish("Kestrino", "a", "Kestrinoon", "Kestrinoa"),
      hu: hungarian("Kestrinó", "Kestrinót", "Kestrinóval"),
      lv: {},
    },
  },
};

/** A brand's name in a grammatical form of a language; languages without case endings have one form. */
export function brandForm(brand: BrandId, form: string, language: string): string {
  const forms = BRAND[brand].forms[language] ?? {};
  return forms[form] ?? BRAND[brand].name;
}

/** ISO 3166-1: alpha-2 and alpha-3 run together. */
const CODES =
  "AFAFG AXALA ALALB DZDZA ASASM ADAND AOAGO AIAIA AQATA AGATG ARARG AMARM AWABW AUAUS ATAUT AZAZE BSBHS BHBHR BDBGD BBBRB " +
  "BYBLR BEBEL BZBLZ BJBEN BMBMU BTBTN BOBOL BQBES BABIH BWBWA BVBVT BRBRA IOIOT BNBRN BGBGR BFBFA BIBDI CVCPV KHKHM CMCMR " +
  "CACAN KYCYM CFCAF TDTCD CLCHL CNCHN CXCXR CCCCK COCOL KMCOM CGCOG CDCOD CKCOK CRCRI CICIV HRHRV CUCUB CWCUW CYCYP CZCZE " +
  "DKDNK DJDJI DMDMA DODOM ECECU EGEGY SVSLV GQGNQ ERERI EEEST SZSWZ ETETH FKFLK FOFRO FJFJI FIFIN FRFRA GFGUF PFPYF TFATF " +
  "GAGAB GMGMB GEGEO DEDEU GHGHA GIGIB GRGRC GLGRL GDGRD GPGLP GUGUM GTGTM GGGGY GNGIN GWGNB GYGUY HTHTI HMHMD VAVAT HNHND " +
  "HKHKG HUHUN ISISL ININD IDIDN IRIRN IQIRQ IEIRL IMIMN ILISR ITITA JMJAM JPJPN JEJEY JOJOR KZKAZ KEKEN KIKIR KPPRK KRKOR " +
  "KWKWT KGKGZ LALAO LVLVA LBLBN LSLSO LRLBR LYLBY LILIE LTLTU LULUX MOMAC MGMDG MWMWI MYMYS MVMDV MLMLI MTMLT MHMHL MQMTQ " +
  "MRMRT MUMUS YTMYT MXMEX FMFSM MDMDA MCMCO MNMNG MEMNE MSMSR MAMAR MZMOZ MMMMR NANAM NRNRU NPNPL NLNLD NCNCL NZNZL NINIC " +
  "NENER NGNGA NUNIU NFNFK MKMKD MPMNP NONOR OMOMN PKPAK PWPLW PSPSE PAPAN PGPNG PYPRY PEPER PHPHL PNPCN PLPOL PTPRT PRPRI " +
  "QAQAT REREU ROROU RURUS RWRWA BLBLM SHSHN KNKNA LCLCA MFMAF PMSPM VCVCT WSWSM SMSMR STSTP SASAU SNSEN RSSRB SCSYC SLSLE " +
  "SGSGP SXSXM SKSVK SISVN SBSLB SOSOM ZAZAF GSSGS SSSSD ESESP LKLKA SDSDN SRSUR SJSJM SESWE CHCHE SYSYR TWTWN TJTJK TZTZA " +
  "THTHA TLTLS TGTGO TKTKL TOTON TTTTO TNTUN TRTUR TMTKM TCTCA TVTUV UGUGA UAUKR AEARE GBGBR USUSA UMUMI UYURY UZUZB VUVUT " +
  "VEVEN VNVNM VGVGB VIVIR WFWLF EHESH YEYEM ZMZMB ZWZWE XKXKX";

/** Languages whose names of countries are known. */
const LANGUAGES = [
  "en",
  "de",
  "fr",
  "es",
  "it",
  "pt",
  "nl",
  "fi",
  "sv",
  "da",
  "nb",
  "lv",
  "lt",
  "et",
  "hu",
  "pl",
  "cs",
];

/** Names that exports write beside those of Unicode CLDR. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  BA: ["bosnia and herzegovina"],
  BN: ["brunei darussalam"],
  BO: ["bolivia, plurinational state of"],
  CD: ["democratic republic of the congo", "congo, the democratic republic of the"],
  CG: ["republic of the congo"],
  CI: ["ivory coast"],
  CZ: ["czech republic"],
  GB: [
    "uk",
    "great britain",
    "united kingdom of great britain and northern ireland",
    "england",
    "scotland",
    "wales",
  ],
  HK: ["hong kong"],
  IR: ["iran, islamic republic of"],
  KR: ["korea", "republic of korea", "korea, republic of"],
  LA: ["lao people's democratic republic"],
  MD: ["republic of moldova", "moldova, republic of"],
  MK: ["macedonia", "macedonia, the former yugoslav republic of"],
  MM: ["myanmar", "burma"],
  MO: ["macau", "macao"],
  NL: ["the netherlands", "holland"],
  PS: ["palestine", "palestinian territory", "palestine, state of"],
  RU: ["russian federation"],
  SY: ["syrian arab republic"],
  SZ: ["swaziland"],
  TR: ["turkey"],
  TT: ["trinidad and tobago"],
  TW: ["taiwan, province of china"],
  TZ: ["tanzania, united republic of"],
  US: ["united states of america", "usa", "u.s.", "u.s.a.", "america"],
  VE: ["venezuela, bolivarian republic of"],
  VN: ["viet nam"],
};

interface Known {
  /** Spelling in lower case → ISO 3166-1 alpha-2. */
  code: Map<string, string>;
  /** Alpha-2 code → its codes and English names in lower case. */
  spellings: Map<string, readonly string[]>;
}

let known: Known | undefined;

function countries(): Known {
  const code = new Map<string, string>();
  const spellings = new Map<string, readonly string[]>();
  const named = LANGUAGES.map((language) => new Intl.DisplayNames([language], { type: "region" }));
  const pairs = CODES.split(" ").map((pair) => [pair.slice(0, 2), pair.slice(2)] as const);
  for (const [two, three] of pairs) {
    const names = named.map((each) => each.of(two)?.toLowerCase() ?? "");
    const english = [
      ...new Set([two.toLowerCase(), three.toLowerCase(), names[0] ?? "", ...(ALSO[two] ?? [])]),
    ];
    spellings.set(two, english);
    for (const name of [...names, ...english]) if (!code.has(name)) code.set(name, two);
  }
  for (const [two, three] of pairs) code.set(two.toLowerCase(), two).set(three.toLowerCase(), two);
  return { code, spellings };
}

const folded = (text: string) => text.normalize("NFC").trim().toLowerCase();

/**
 * ISO 3166-1 alpha-2 code of a country in any of the ways in which exports write it: either code, or its name in one of
 * seventeen languages; null where it is no country that is known.
 */
export function countryCode(text: string): string | null {
  known ??= countries();
  return known.code.get(folded(text)) ?? null;
}

/**
 * Every way in which exports write this country, in lower case: both codes of ISO 3166-1 and English names. The
 * value itself where it is no country.
 */
export function countrySpellings(value: string): readonly string[] {
  known ??= countries();
  return known.spellings.get(countryCode(value) ?? "") ?? [folded(value)];
}

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
  "VEVEN VNVNM VGVGB VIVIR WFWLF EHESH YEYEM ZMZMB ZWZWE";

/** Names that exports write beside the English one of Unicode CLDR. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  BA: ["bosnia and herzegovina"],
  CD: ["democratic republic of the congo"],
  CG: ["republic of the congo"],
  CI: ["ivory coast"],
  CZ: ["czech republic"],
  GB: ["uk", "great britain", "united kingdom of great britain and northern ireland"],
  HK: ["hong kong"],
  IR: ["iran, islamic republic of"],
  KR: ["korea", "republic of korea", "korea, republic of"],
  MD: ["republic of moldova"],
  MK: ["macedonia"],
  MM: ["myanmar", "burma"],
  NL: ["the netherlands", "holland"],
  PS: ["palestine", "palestinian territory"],
  RU: ["russian federation"],
  TR: ["turkey"],
  TT: ["trinidad and tobago"],
  TW: ["taiwan, province of china"],
  US: ["united states of america"],
  VN: ["viet nam"],
};

let known: Map<string, readonly string[]> | undefined;

function bySpelling(): Map<string, readonly string[]> {
  const english = new Intl.DisplayNames("en", { type: "region" });
  const found = new Map<string, readonly string[]>();
  for (const code of CODES.split(" ")) {
    const two = code.slice(0, 2);
    const name = english.of(two)?.toLowerCase() ?? two;
    const spellings = [two.toLowerCase(), code.slice(2).toLowerCase(), name, ...(ALSO[two] ?? [])];
    for (const spelling of spellings) found.set(spelling, spellings);
  }
  return found;
}

/**
 * Every way in which exports write this country, in lower case: both codes of ISO 3166-1 and English names. The
 * value itself where it is no country.
 */
export function countrySpellings(value: string): readonly string[] {
  known ??= bySpelling();
  const folded = value.normalize("NFC").trim().toLowerCase();
  return known.get(folded) ?? [folded];
}

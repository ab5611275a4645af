import { accountArchivesCases } from "./format-cases/account-archives.ts";
import { apiAnswerCases } from "./format-cases/api-answers.ts";
import { archivesCases } from "./format-cases/archives.ts";
import { blueskyCases } from "./format-cases/bluesky.ts";
import { conversationsCases } from "./format-cases/conversations.ts";
import type { FormatCase } from "./format-cases/format-case.ts";
import { forumsCases } from "./format-cases/forums.ts";
import { fourCatCases } from "./format-cases/four-cat.ts";
import { fourCatPlatformCases } from "./format-cases/four-cat-platforms.ts";
import { fourCatSitesCases } from "./format-cases/four-cat-sites.ts";
import { listeningToolsCases } from "./format-cases/listening-tools.ts";
import { metaCases } from "./format-cases/meta.ts";
import { moreApisCases } from "./format-cases/more-apis.ts";
import { reviewsCases } from "./format-cases/reviews.ts";
import { scrapedCases } from "./format-cases/scraped.ts";
import { tiktokYoutubeCases } from "./format-cases/tiktok-youtube.ts";
import { xCases } from "./format-cases/x.ts";
import { zeeschuimerSitesCases } from "./format-cases/zeeschuimer-sites.ts";

export { statusId } from "./format-cases/format-case.ts";
export type { FormatCase };

/** One or more invented exports for every format, and what they must become. */
export const CASES: FormatCase[] = [
  ...listeningToolsCases,
  ...metaCases,
  ...fourCatCases,
  ...xCases,
  ...forumsCases,
  ...blueskyCases,
  ...tiktokYoutubeCases,
  ...archivesCases,
  ...reviewsCases,
  ...apiAnswerCases,
  ...fourCatPlatformCases,
  ...scrapedCases,
  ...moreApisCases,
  ...accountArchivesCases,
  ...conversationsCases,
  ...fourCatSitesCases,
  ...zeeschuimerSitesCases,
];

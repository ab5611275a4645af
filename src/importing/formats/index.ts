import type { Format } from "../format.ts";
import { appStore, appStoreFeed, appStoreJson } from "./app-store.ts";
import { blueskyJetstream, blueskyPosts, blueskyThread } from "./bluesky.ts";
import { brand24 } from "./brand24.ts";
import { brandwatch, brandwatchApi } from "./brandwatch.ts";
import { crowdtangle } from "./crowdtangle.ts";
import { crowdtangleApi } from "./crowdtangle-api.ts";
import { fourCat } from "./four-cat.ts";
import { googlePlay, googlePlayConsole, googlePlayJson } from "./google-play.ts";
import { mastodon, mastodonContext, mastodonOutbox } from "./mastodon.ts";
import { mediaCloud } from "./media-cloud.ts";
import { meltwater } from "./meltwater.ts";
import { metaContentLibrary, metaContentLibraryJson } from "./meta-content-library.ts";
import { openMeasures, openMeasuresKibana } from "./open-measures.ts";
import { reddit, redditCsv } from "./reddit.ts";
import { redditListing } from "./reddit-listing.ts";
import { talkwalker } from "./talkwalker.ts";
import { telegram } from "./telegram.ts";
import { telegramApi } from "./telegram-api.ts";
import {
  apifyTiktokComments,
  apifyTiktokCommentsCsv,
  apifyTiktokCsv,
  apifyTiktokJson,
  tiktokResearch,
  tiktokResearchComments,
  tiktokResearchCommentsCsv,
  tiktokResearchCsv,
} from "./tiktok.ts";
import { twarcCsv, twarcV1Csv } from "./twarc-csv.ts";
import { xArchive, xArchiveCsv } from "./x-archive.ts";
import { xV1 } from "./x-v1.ts";
import { xV2, xV2Other } from "./x-v2.ts";
import { youtubeApi, youtubeApiVideos, youtubeDataTools, youtubeVideos } from "./youtube.ts";
import { zeeschuimer } from "./zeeschuimer.ts";

/** Every format that is recognised by signature; one file for each vendor's family. */
export const FORMATS: readonly Format[] = [
  brandwatch,
  brandwatchApi,
  meltwater,
  talkwalker,
  brand24,
  crowdtangle,
  crowdtangleApi,
  metaContentLibrary,
  metaContentLibraryJson,
  fourCat,
  zeeschuimer,
  xV2,
  xV2Other,
  xV1,
  twarcCsv,
  twarcV1Csv,
  xArchive,
  xArchiveCsv,
  reddit,
  redditCsv,
  redditListing,
  blueskyJetstream,
  blueskyPosts,
  blueskyThread,
  mastodon,
  mastodonContext,
  mastodonOutbox,
  telegram,
  telegramApi,
  tiktokResearch,
  tiktokResearchCsv,
  tiktokResearchComments,
  tiktokResearchCommentsCsv,
  apifyTiktokComments,
  apifyTiktokCommentsCsv,
  apifyTiktokCsv,
  apifyTiktokJson,
  youtubeDataTools,
  youtubeVideos,
  youtubeApi,
  youtubeApiVideos,
  mediaCloud,
  openMeasures,
  openMeasuresKibana,
  googlePlay,
  googlePlayJson,
  googlePlayConsole,
  appStore,
  appStoreJson,
  appStoreFeed,
];

import type { Publication } from "./publication.ts";
import { CAMPAIGN_DAYS, CAMPAIGN_EFFECTS, CARE, RESPONSE_TIMES } from "./publication-sql.ts";

const INTERVAL = ["low", "high"];

const RESPONSE_FIGURES = [
  ..."threads answered median_minutes median_low median_high p90_minutes".split(" "),
  ..."within_hour within_hour_low within_hour_high answered_share answered_share_low answered_share_high".split(
    " ",
  ),
];

const CARE_FIGURES = [
  ..."mentions judged lead_judged complaints leads questions".split(" "),
  ...["complaint", "lead", "question"].flatMap((signal) =>
    ["share", ...INTERVAL].map((bound) => `${signal}_${bound}`),
  ),
];

/** What is published of campaigns, care and answers. */
export const CARE_PUBLICATIONS: readonly Publication[] = [
  {
    name: "campaign_effects",
    from: CAMPAIGN_EFFECTS,
    columns: [
      ..."campaign label topic view measure phase starts_on ends_on effect low high p_value level".split(" "),
      ..."slope_per_week observed expected value usual n_before n_during n_after compared_with verdict".split(
        " ",
      ),
    ],
    // Days of a campaign cut through periods: exact counts of them would add up to hidden days.
    roundedUp: ["observed"],
    modelled: { until: "ends_on", empty: ["p_value", "level", "slope_per_week", "expected"] },
  },
  {
    name: "campaign_days",
    from: CAMPAIGN_DAYS,
    columns: "campaign topic view date phase mentions missing expected low high compared_with".split(" "),
    small: { by: "day", empty: ["mentions"] },
    modelled: { until: "date", empty: ["expected", "low", "high"] },
  },
  {
    name: "response_times",
    from: RESPONSE_TIMES,
    columns: ["period", "topic", "need", ...RESPONSE_FIGURES],
    small: { by: "period", empty: RESPONSE_FIGURES },
  },
  {
    name: "care",
    from: CARE,
    columns: ["period", "topic", "view", ...CARE_FIGURES],
    small: { by: "period", empty: CARE_FIGURES },
  },
];

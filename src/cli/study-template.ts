/** What version control should leave out of a workspace. */
export const GITIGNORE = `data/exports/*
data/warehouse/
reports/data/
reports/.observablehq/
dist/
`;

/** A first study.yaml, commented, that passes \`earshot check\` as it is. */
export const STUDY_TEMPLATE = ({
  title,
  zone,
}: {
  title: string;
  zone: string;
}) => `# The study: what is listened for, in which exports, for which period.
# \`earshot check\` says what is wrong with this file, with line and column. Reference: docs/study.md of Earshot.

title: ${JSON.stringify(title)}
# What the study is to find out; shown on the site.
objective: What do people say about us and our competitors?
# Days and periods are cut in this zone (IANA name).
time_zone: ${zone}

period:
  # week, month or quarter
  every: week
  # First and last day wanted; without them, what the exports cover.
  # from: 2026-01-01
  # to: 2026-03-31

# Files, folders or globs below this workspace.
exports: [data/exports]

# What is listened for. Roles: own, competitor, product, campaign, category.
# own and competitor topics of one category share the voice among them.
topics:
  - id: our-brand
    label: Our brand
    role: own
    query: '"our brand" OR ourbrand'
  - id: competitor
    label: Competitor
    role: competitor
    query: '"their brand" OR theirbrand'

# Settings for export files; the first match wins. \`earshot formats FILE\` says what a file is and proposes these lines
# for a file that no format knows.
# sources:
#   - match: "*.csv"
#     time_zone: Europe/Riga
#     platform: x
#     mapping:
#       text: Message
#       published_at: Date

# public: handles, names, links and texts of private persons stay out of the site. internal: everything is shown.
privacy:
  profile: public

import:
  # A run ends with exit code 1 when a larger share of the rows could not be read.
  max_rejected_share: 0.01

site:
  # en, nl, fi, hu, lv; the first at the site's root, the others under /nl/ and so on.
  languages: [en]
`;

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Catalogue } from "../../reports/components/text.ts";
import { EarshotError, EXIT } from "../errors.ts";
import type { Workspace } from "../workspace.ts";

/** Languages the site is written in; each has its file in `reports/messages/`. */
export const SITE_LANGUAGES = ["en", "nl", "fi", "hu", "lv"] as const;

function read(file: string): Catalogue {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Catalogue) : {};
}

/**
 * Texts of one site language from `reports/messages/<language>.json`; a workspace's own file replaces single texts.
 * Forms that are the same in every language stand in the English file only.
 */
export function readCatalogue(workspace: Workspace, language: string): Catalogue {
  if (!(SITE_LANGUAGES as readonly string[]).includes(language)) {
    throw new EarshotError(`unknown site language: ${language}`, {
      exitCode: EXIT.siteFailed,
      remedy: `Known languages: ${SITE_LANGUAGES.join(", ")}.`,
    });
  }
  const own = join(workspace.packageRoot, "reports", "messages");
  return {
    ...read(join(own, "en.json")),
    ...read(join(own, `${language}.json`)),
    ...read(join(workspace.reports, "messages", `${language}.json`)),
  };
}

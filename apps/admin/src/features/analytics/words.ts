import { FEATURE_NAMES } from "@nexusone/contracts/analytics-terms";
import type { Translate } from "../../i18n/translate.ts";
import { kindName } from "../system/kinds.ts";

/** What a feature is called; one that this page does not know keeps its own name. */
export function featureName(t: Translate, feature: string): string {
  const known = FEATURE_NAMES.find((name) => name === feature);
  return known ? t(`analytics.feature.${known}`) : feature.replaceAll(/[-_]/g, " ");
}

/** Jobs and features have names of their own; procedures, endpoints and statements are shown as programs know them. */
export function operationName(t: Translate, { area, operation }: { area: string; operation: string }): string {
  if (area === "feature") return featureName(t, operation);
  return area === "job" ? kindName(t, operation) : operation;
}

/** A sentence of the registry without the places that only a single case could fill. */
export const inGeneral = (sentence: string): string =>
  sentence
    .replace(/\s*\([^()]*\{\w+\}[^()]*\)/g, "")
    .replace(/\s*:\s*\{\w+\}\.?$/, ".")
    .replace(/\{\w+\}/g, "…");

import { ImportRowView } from "@nexusone/contracts/imports";
import type { Locale } from "@nexusone/contracts/locale";
import { cardPreview, importedRow } from "../background/present.ts";
import { refusalOf, type Reader } from "../background/refused.ts";
import type { CardState } from "../content/cj-product/state.ts";
import { NOW, PID, PICTURE, samplePlan, sampleRow, type SampleOptions } from "./sample-plan.ts";
import type { CardStateName } from "./states.ts";

export const READING = {
  name: "Fleece Lined Rain Jacket With Hood",
  images: [PICTURE],
  price: { minUsd: "11.05", maxUsd: "12.40" },
};

const readerIn = (locale: Locale): Reader => ({ locale, adminUrl: "http://127.0.0.1:3000/m/demo-store" });

function previewIn(locale: Locale, options?: SampleOptions) {
  const plan = samplePlan(options);
  const row = plan.rows[0];
  if (!row) throw new Error("the sample plan has one row");
  return cardPreview(plan, row, PID, readerIn(locale), NOW);
}

/** The card of a name, in fixed data and one language. */
export function cardOf(name: CardStateName, locale: Locale): { state: CardState; folded: boolean; readable: boolean } {
  const open = (state: CardState) => ({ state, folded: false, readable: true });
  const reason = (code: string, details?: Record<string, string | number>) =>
    refusalOf(readerIn(locale), code, details);
  const preview = (options?: SampleOptions) => previewIn(locale, options);
  const ready = (options?: SampleOptions) => open({ at: "ready", preview: preview(options), problem: null });
  const failed = (code: string, draftable = false) => open({ at: "failed", reason: reason(code), draftable });
  const row = importedRow(ImportRowView.parse(sampleRow()), readerIn(locale), NOW);
  switch (name) {
    case "card-unpaired":
      return open({ at: "unpaired", reason: null });
    case "card-expired":
      return open({ at: "unpaired", reason: reason("extension.session_expired") });
    case "card-revoked":
      return open({ at: "unpaired", reason: reason("extension.session_revoked") });
    case "card-not-premium":
      return failed("extension.premium_required");
    case "card-resting":
      return { ...open({ at: "resting" }), folded: true };
    case "card-previewing":
      return open({ at: "previewing", slow: false, note: null });
    case "card-slow":
      return open({ at: "previewing", slow: true, note: null });
    case "card-ready":
      return ready();
    case "card-banded":
      return ready({ banded: true });
    case "card-loss":
      return ready({ priceMinor: 1_999 });
    case "card-no-quote":
      return ready({ quote: false });
    case "card-plan-limit":
      return ready({ reason: "import.plan_limit" });
    case "card-no-credits":
      return ready({ reason: "import.credits_missing" });
    case "card-existing":
      return ready({ reason: "catalog.already_imported" });
    case "card-importing":
      return open({ at: "importing", preview: preview() });
    case "card-moved":
      return open({ at: "ready", preview: preview({ costUsd: "14.20" }), problem: reason("preview.moved") });
    case "card-imported":
      return open({ at: "imported", preview: preview(), row, problem: null });
    case "card-undoing":
      return open({ at: "undoing", preview: preview(), row });
    case "card-undone":
      return open({ at: "undone", preview: preview() });
    case "card-cj-unavailable":
      return failed("cj.unavailable", true);
    case "card-cj-throttled":
      return failed("cj.rate_limited", true);
    case "card-drafting":
      return open({ at: "drafting" });
    case "card-drafted":
      return open({
        at: "drafted",
        draft: { id: PID, name: READING.name, listUrl: "http://127.0.0.1:3000/m/demo-store/imports" },
      });
    case "card-server-unreachable":
      return failed("extension.server_unreachable");
    case "card-unreadable":
      return { ...ready(), readable: false };
    case "card-removed":
      return { state: { at: "removed" }, folded: false, readable: false };
    case "card-outdated":
      return open({ at: "outdated" });
    case "card-pill":
      return { ...ready(), folded: true };
  }
}

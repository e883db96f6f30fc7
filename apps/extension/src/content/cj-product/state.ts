import type { Refusal } from "../../refusal.ts";
import type { CardOpening, CardPreview, Drafted, ImportedRow } from "../../views.ts";

/** Everything the card can be. Each `at` has a picture in the gallery (src/gallery/states.ts). */
export type CardState =
  | { at: "opening" }
  /** `reason` says why an earlier pairing ended. */
  | { at: "unpaired"; reason: Refusal | null }
  /** Collapsed since an earlier page: nothing is asked until it is opened. */
  | { at: "resting" }
  | { at: "previewing"; slow: boolean; note: Refusal | null }
  | { at: "ready"; preview: CardPreview; problem: Refusal | null }
  | { at: "importing"; preview: CardPreview }
  | { at: "imported"; preview: CardPreview; row: ImportedRow; problem: Refusal | null }
  | { at: "undoing"; preview: CardPreview; row: ImportedRow }
  | { at: "undone"; preview: CardPreview }
  | { at: "failed"; reason: Refusal; draftable: boolean }
  | { at: "drafting" }
  | { at: "drafted"; draft: Drafted }
  | { at: "removed" }
  | { at: "outdated" };

export type CardEvent =
  | { is: "opened"; opening: CardOpening }
  /** The page says that the product is gone. */
  | { is: "removed" }
  | { is: "ask"; note?: Refusal }
  | { is: "slow" }
  | { is: "previewed"; preview: CardPreview }
  | { is: "import" }
  | { is: "imported"; row: ImportedRow }
  | { is: "undo" }
  | { is: "undone" }
  | { is: "draft" }
  | { is: "drafted"; draft: Drafted }
  | { is: "refused"; reason: Refusal }
  | { is: "orphaned" };

const UNPAIRED = /^extension\.(not_paired|session_expired|session_revoked|disconnected|token_invalid|refresh_reused)$/;
/** The stored plan no longer holds: a new one is made and the reason shown above it. */
const PLAN_GONE = /^preview\.(expired|moved|not_found)$/;
/** CJ, not the product, is the reason: the page's own reading can be kept as a draft. */
const CJ_AWAY = /^cj\.(unavailable|unexpected_reply|rate_limited|points_exhausted)$/;

export const planGone = (reason: Refusal): boolean => PLAN_GONE.test(reason.code);

/** The state after an event; an event that does not belong to the state, such as a late answer, changes nothing. */
export function next(state: CardState, event: CardEvent): CardState {
  switch (event.is) {
    case "orphaned":
      return { at: "outdated" };
    case "opened":
      return state.at === "opening" || state.at === "unpaired" ? opened(event.opening) : state;
    case "removed":
      return state.at === "opening" ? { at: "removed" } : state;
    case "ask":
      return state.at === "importing" || state.at === "undoing"
        ? state
        : { at: "previewing", slow: false, note: event.note ?? null };
    case "slow":
      return state.at === "previewing" ? { ...state, slow: true } : state;
    case "previewed":
      if (state.at !== "previewing") return state;
      return event.preview.removed ? { at: "removed" } : { at: "ready", preview: event.preview, problem: state.note };
    case "import":
      return state.at === "ready" && !state.preview.refusal ? { at: "importing", preview: state.preview } : state;
    case "imported":
      return state.at === "importing"
        ? { at: "imported", preview: state.preview, row: event.row, problem: null }
        : state;
    case "undo":
      return state.at === "imported" ? { at: "undoing", preview: state.preview, row: state.row } : state;
    case "undone":
      return state.at === "undoing" ? { at: "undone", preview: state.preview } : state;
    case "draft":
      return state.at === "failed" && state.draftable ? { at: "drafting" } : state;
    case "drafted":
      return state.at === "drafting" ? { at: "drafted", draft: event.draft } : state;
    case "refused":
      return refused(state, event.reason);
  }
}

function opened(opening: CardOpening): CardState {
  if (!opening.paired) return { at: "unpaired", reason: opening.ended };
  return opening.collapsed ? { at: "resting" } : { at: "previewing", slow: false, note: null };
}

function refused(state: CardState, reason: Refusal): CardState {
  if (UNPAIRED.test(reason.code))
    return { at: "unpaired", reason: reason.code === "extension.not_paired" ? null : reason };
  if (state.at === "importing") return { at: "ready", preview: state.preview, problem: reason };
  if (state.at === "undoing") return { at: "imported", preview: state.preview, row: state.row, problem: reason };
  if (state.at === "drafting") return { at: "failed", reason, draftable: true };
  return { at: "failed", reason, draftable: CJ_AWAY.test(reason.code) };
}

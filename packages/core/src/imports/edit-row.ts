import type { PreviewChange } from "@nexusone/contracts/imports";
import { Tags } from "@nexusone/contracts/product-terms";
import { isReasonCode, type ReasonCode, type ReasonDetails } from "@nexusone/contracts/reasons";
import type { EditedRow } from "@nexusone/db/queries/imports-edits";
import { DomainError } from "../errors.ts";
import type { Refusal } from "./allot.ts";
import { planWith } from "./apply-edit.ts";
import { productView, type StoredView } from "./row-view.ts";
import type { StoredRow } from "./snapshot.ts";

/** A row whose product was read. */
export type EditableRow = {
  readonly id: string;
  readonly status: "ok" | "excluded";
  readonly reason: string | null;
  readonly reasonDetails: ReasonDetails;
  readonly view: Omit<StoredView, "variants">;
  readonly snapshot: StoredRow;
};

/** What keeps a product out although it could be sold; only a person's word brings it in again. */
const HELD: readonly (string | null)[] = [
  "import.left_out",
  "import.plan_limit",
  "import.credits_missing",
] satisfies ReasonCode[];

/** A product that came into the catalogue meanwhile is out for good. */
export const takesPart = ({ reason }: EditableRow): boolean => reason !== "catalog.already_imported";

type Context = { readonly takePlace: () => Refusal | null; readonly country: string };

/** The row with the change: priced anew from its snapshot, in or out. Pure but for the place it takes. */
export function editRow(row: EditableRow, change: PreviewChange, context: Context): EditedRow {
  const { product } = row.snapshot;
  const plan = planWith(row.snapshot.plan, { priceRule: change.priceRule });
  const shown = productView(product, plan);
  const refusal = refusalOf(row, change, shown.reason, context);
  return {
    id: row.id,
    status: refusal ? "excluded" : "ok",
    reason: refusal?.reason ?? null,
    reasonDetails: refusal?.details ?? {},
    plan,
    view: {
      priceRule: plan.rule,
      categoryName: change.categoryName === undefined ? row.view.categoryName : change.categoryName,
      tags: tagsOf(row, change),
      belowFloor: shown.belowFloor,
      variants: shown.variants,
      numbers: shown.numbers,
    },
  };
}

function refusalOf(
  row: EditableRow,
  change: PreviewChange,
  own: string | null,
  { takePlace, country }: Context,
): Refusal | null {
  if (isReasonCode(own)) return { reason: own, details: own === "import.no_route" ? { country } : {} };
  if (change.include === false) return { reason: "import.left_out", details: {} };
  if (!change.include && HELD.includes(row.reason) && isReasonCode(row.reason))
    return { reason: row.reason, details: row.reasonDetails };
  return takePlace();
}

function tagsOf({ view }: EditableRow, { addTags = [], removeTags = [] }: PreviewChange): string[] {
  const kept = view.tags.filter((tag) => !removeTags.includes(tag));
  const tags = Tags.safeParse([...new Set([...kept, ...addTags])]);
  if (!tags.success) throw new DomainError("request.invalid", { problem: "at most 20 tags" });
  return tags.data;
}

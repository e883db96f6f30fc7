import { CHANGE_KINDS } from "@nexusone/contracts/inventory-terms";
import { formatMoney } from "@nexusone/contracts/money";
import type { TimelineChange, TimelineEntry } from "@nexusone/ui/why-timeline";
import type { Key, Translate } from "../../i18n/translate.ts";
import type { Outputs } from "../../lib/api.ts";

type Entry = Outputs["catalog"]["listProductHistory"]["items"][number];
type Reader = { readonly t: Translate; readonly locale: string; readonly currency: string };

const SENTENCES: Record<string, Key> = {
  "product.imported": "history.imported",
  "product.created": "history.created",
  "product.removed": "history.removed",
  "product.import_undone": "history.undone",
  "product.updated": "history.updated",
};
/** What was edited when it was one thing alone. */
const EDITS: Record<string, Key> = {
  name: "history.edit.name",
  descriptionHtml: "history.edit.description",
  status: "history.edit.status",
  categoryId: "history.edit.category",
  tags: "history.edit.tags",
  images: "history.edit.images",
  prices: "history.edit.prices",
  priceRule: "history.repriced",
  bounds: "history.edit.bounds",
  giveBack: "history.edit.giveBack",
  pricesToRule: "history.edit.pricesToRule",
  acceptHeld: "history.edit.acceptHeld",
  variants: "history.edit.variants",
  addVariants: "history.edit.addVariants",
};
const FIELDS: Record<string, Key> = {
  name: "product.name",
  status: "product.status",
  categoryId: "product.category",
  tags: "product.tags",
  minPriceMinor: "history.minPrice",
  maxPriceMinor: "history.maxPrice",
};
const STATUS_WORDS: Record<string, Key> = {
  active: "catalogue.status.active",
  inactive: "catalogue.status.inactive",
  archived: "catalogue.status.archived",
};

/** A value of a summary in words; ids are not shown, only that they changed. */
function written(field: string, value: unknown, { t, locale, currency }: Reader): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "number" && field.endsWith("PriceMinor")) return formatMoney(value, currency, locale);
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(", ");
  if (field === "status" && typeof value === "string" && STATUS_WORDS[value]) return t(STATUS_WORDS[value]);
  if (field === "categoryId") return t("history.another");
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}

/** Only what differs is told: an update carries the whole summary before and after. */
export function changesOf(payload: Record<string, unknown>, reader: Reader): TimelineChange[] {
  const { before, after } = payload;
  if (!before || !after || typeof before !== "object" || typeof after !== "object") return [];
  const old = before as Record<string, unknown>;
  const now = after as Record<string, unknown>;
  return Object.keys(now)
    .filter((field) => FIELDS[field] !== undefined && JSON.stringify(old[field]) !== JSON.stringify(now[field]))
    .map((field) => ({
      // Filtered above to fields that have a name.
      name: reader.t(FIELDS[field] as Key),
      before: written(field, old[field], reader),
      after: written(field, now[field], reader),
    }));
}

/** What a sync, an alert or an order for stock meant to this product. */
function ofStock({ type, payload }: Entry, t: Translate): string | undefined {
  const count = Number(payload["units"] ?? payload["quantity"] ?? 0);
  const kind = CHANGE_KINDS.find((one) => one === payload["kind"]);
  const change = kind ? t(`inventory.kind.${kind}`) : "";
  switch (type) {
    case "inventory.alert_raised":
      return payload["kind"] === "out" ? t("history.ranOut") : t("history.ranLow", { count });
    case "inventory.alert_ended":
      return t("history.alertEnded", { count });
    case "inventory.approval_asked":
      return t("history.asked", { change });
    case "inventory.approval_decided":
      return t(payload["decision"] === "approve" ? "history.approved" : "history.rejected", { change });
    case "inventory.change_followed":
      return t("history.followed", { change });
    case "reorder.moved":
      return t(payload["state"] === "received" ? "history.stockCame" : "history.stockOrdered", { count });
    default:
      return undefined;
  }
}

export function toTimelineEntry(entry: Entry, reader: Reader): TimelineEntry {
  const { t } = reader;
  const fields = Array.isArray(entry.payload["fields"]) ? entry.payload["fields"] : [];
  const [only] = fields.length === 1 ? fields : fields.includes("priceRule") ? ["priceRule"] : [];
  const refreshed = entry.type === "product.updated" && entry.payload["refresh"] !== undefined;
  const key = refreshed
    ? "history.refreshed"
    : ((entry.type === "product.updated" ? EDITS[String(only)] : undefined) ?? SENTENCES[entry.type]);
  return {
    id: entry.id,
    at: entry.at,
    actorKind: entry.actor.kind,
    actor: entry.actor.label || t("history.system"),
    sentence: key ? t(key) : (ofStock(entry, t) ?? t("history.updated")),
    changes: changesOf(entry.payload, reader),
  };
}

import { HIDDEN } from "@nexusone/contracts/audit-words";
import type { Locale } from "@nexusone/contracts/locale";
import { formatMoney, formatPercent } from "@nexusone/contracts/money";
import { explain, isReasonCode } from "@nexusone/contracts/reasons";
import type { PriceRule } from "@nexusone/contracts/price-rule";
import { instantText } from "@nexusone/ui/amounts";
import type { TimelineChange } from "@nexusone/ui/why-timeline";
import type { Key, Translate } from "../../../i18n/translate.ts";
import { ruleText } from "../../pricing/rule-form.ts";
import type { AuditEntry } from "./audit-sentence.ts";

export type AuditReader = { readonly t: Translate; readonly locale: Locale; readonly currency: string };

const FIELDS: Record<string, Key> = {
  amount: "plan.column.amount",
  api_key_sealed: "audit.field.key",
  bound_max_minor: "guard.max",
  bound_min_minor: "guard.min",
  carrier_max_days: "general.maxDays",
  commission_bps: "audit.field.commission",
  cost_minor: "own.cost",
  currency: "general.currency",
  default_price_rule: "general.rule",
  disabled_reason: "audit.field.reason",
  description: "audit.field.description",
  destination_country: "general.destination",
  destination_zip: "general.zip",
  duty: "general.duty",
  email: "audit.field.email",
  environment: "audit.field.environment",
  event_types: "audit.field.events",
  expires_at: "audit.field.expires",
  fee_fixed_minor: "general.feeFixed",
  fee_rate_bps: "general.fee",
  floor_margin_bps: "general.floor",
  max_fall_bps: "guard.fall",
  max_rise_bps: "guard.rise",
  name: "general.name",
  phone: "profile.phone",
  plan: "audit.field.plan",
  price_from_rule: "audit.field.fromRule",
  price_minor: "audit.field.price",
  price_rule: "audit.field.rule",
  prices_include_vat: "general.vatIncluded",
  public_catalogue: "public.title",
  rate: "general.fx",
  revoked_reason: "audit.field.reason",
  role: "team.role",
  scopes: "audit.field.scopes",
  secret_sealed: "audit.field.secret",
  slack_url_sealed: "audit.field.slack",
  state: "audit.field.state",
  status: "product.status",
  timezone: "general.timezone",
  url: "audit.field.address",
  vat_rate_bps: "general.vat",
};
/** Worth telling of something made or gone; a change tells whatever changed. */
const TOLD_OF_WHOLE = new Set([
  "amount",
  "environment",
  "event_types",
  "expires_at",
  "plan",
  "price_rule",
  "rate",
  "role",
  "scopes",
  "url",
]);
/** The sentence and the entry's own time tell these. */
const UNTOLD = new Set(["accepted_at", "disabled_at", "revoked_at", "withdrawn_at"]);
const WORDS: Record<string, Record<string, Key>> = {
  role: {
    owner: "role.owner",
    admin: "role.admin",
    product_editor: "role.product_editor",
    support: "role.support",
  },
  plan: { free: "plan.free", pro: "plan.pro", premium: "plan.premium" },
  status: {
    active: "catalogue.status.active",
    inactive: "catalogue.status.inactive",
    archived: "catalogue.status.archived",
  },
};

/** A recorded value in words; null for nothing. */
function written(column: string, value: unknown, { t, locale, currency }: AuditReader): string | null {
  if (value === null || value === undefined) return null;
  if (value === HIDDEN) return t("audit.hidden");
  if (typeof value === "boolean") return t(value ? "plan.yes" : "plan.no");
  if (typeof value === "number") {
    if (column.endsWith("_bps")) return formatPercent(value, locale);
    if (column.endsWith("_minor")) return formatMoney(value, currency, locale);
    return new Intl.NumberFormat(locale).format(value);
  }
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(", ");
  // The record holds what the column held: its own schema wrote it.
  if (column.endsWith("price_rule")) return ruleText(value as PriceRule, currency, locale, t);
  if (typeof value !== "string") return JSON.stringify(value);
  if (column.endsWith("_at")) return instantText(value, locale, undefined);
  if (column.endsWith("_reason") && isReasonCode(value)) return explain(value, locale).sentence;
  const word = WORDS[column]?.[value];
  return word ? t(word) : value;
}

/** Column by column, before and after. */
export function changesOf(entry: AuditEntry, reader: AuditReader): TimelineChange[] {
  const { table, operation } = entry;
  if (table === "events") return [];
  const [before, after] = [entry.before ?? {}, entry.after ?? {}];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((column) => (operation === "update" ? !UNTOLD.has(column) : TOLD_OF_WHOLE.has(column)))
    .map((column) => ({
      name: FIELDS[column] ? reader.t(FIELDS[column]) : column,
      before: written(column, before[column], reader),
      after: written(column, after[column], reader),
    }));
}

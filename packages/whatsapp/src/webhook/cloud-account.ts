import { z } from "zod";

import * as field from "../shared/fields.ts";
import type { Fields } from "../shared/fields.ts";
import { fieldsOf, isFields, whyOf } from "../shared/fields.ts";
import type { Spot } from "./emit.ts";
import type { AccountItem, TemplateItem } from "./types.ts";

const Ref = z
  .object({
    message_template_id: field.label,
    message_template_name: field.label,
    message_template_language: field.label,
  })
  .transform((row) => ({
    templateId: row.message_template_id,
    name: row.message_template_name,
    language: row.message_template_language,
  }));

const upper = field.id.transform((word) => word.toUpperCase());
const Status = z.object({ event: upper, message_template_category: field.label, reason: field.label });
const Quality = z.object({ previous_quality_score: field.label, new_quality_score: upper });
const Category = z.object({
  new_category: upper,
  previous_category: field.label,
  correct_category: field.label,
  category_update_timestamp: field.instant,
});
const Components = z.object({
  message_template_element: field.words,
  message_template_title: field.words,
  message_template_footer: field.words,
  message_template_buttons: field.rows.optional(),
});

/** `NONE` and null both mean that there is no reason. */
function reasonOf(reason: string | null): string | null {
  return reason === null || reason.toUpperCase() === "NONE" ? null : reason.toUpperCase();
}

function templateStatus(value: Fields): Omit<TemplateItem & { change: "status" }, "kind" | "template"> {
  const row = Status.parse(value);
  const rejection = fieldsOf(value.rejection_info);
  const pause = fieldsOf(value.other_info);
  return {
    change: "status",
    status: row.event,
    category: row.message_template_category,
    reason: reasonOf(row.reason) ?? field.text(rejection.reason),
    advice: field.text(rejection.recommendation),
    pause: isFields(value.other_info)
      ? { title: field.text(pause.title), description: field.text(pause.description) }
      : null,
    disableAt: field.instantOf(fieldsOf(value.disable_info).disable_date),
  };
}

/** `new_category` is the CURRENT category while a change is announced, easy to misread (facts section 8). */
function templateCategory(value: Fields): Omit<TemplateItem & { change: "category" }, "kind" | "template"> {
  const row = Category.parse(value);
  const isAnnounced = row.correct_category !== null;
  return {
    change: "category",
    stage: isAnnounced ? "announced" : "done",
    previous: row.previous_category,
    current: row.new_category,
    next: row.correct_category,
    effectiveAt: row.category_update_timestamp,
  };
}

function templateChange(name: string, value: Fields) {
  // Meta's own example of a quality change comes under the status field: the shape decides.
  if ("new_quality_score" in value) {
    const { previous_quality_score, new_quality_score } = Quality.parse(value);
    return { change: "quality", previous: previous_quality_score, current: new_quality_score } as const;
  }
  if (name === "message_template_status_update") return templateStatus(value);
  if (name === "template_category_update") return templateCategory(value);
  const row = Components.parse(value);
  return {
    change: "components",
    body: row.message_template_element,
    header: row.message_template_title,
    footer: row.message_template_footer,
    buttons: row.message_template_buttons ?? [],
  } as const;
}

const TEMPLATE_FIELDS = new Set([
  "message_template_status_update",
  "message_template_quality_update",
  "message_template_components_update",
  "template_category_update",
]);

const TOPICS = new Map<string, AccountItem["topic"]>([
  ["phone_number_quality_update", "phone_quality"],
  ["phone_number_name_update", "phone_name"],
  ["business_capability_update", "capability"],
  ["account_update", "account"],
  ["account_review_update", "review"],
  ["account_alerts", "alert"],
  ["security", "security"],
  ["business_username_update", "business_username"],
]);

export function isAccountField(name: string): boolean {
  return TEMPLATE_FIELDS.has(name) || TOPICS.has(name);
}

/** The value of an account-level field: exactly one item. */
export function emitAccountChange(spot: Spot, name: string, value: unknown, raw: unknown, at: Date | null): void {
  if (!isFields(value)) return spot.malformed(raw, name, "value is no object", at);
  try {
    if (TEMPLATE_FIELDS.has(name)) {
      const template = Ref.parse(value);
      if (template.templateId === null && template.name === null)
        return spot.malformed(raw, name, "names no template", at);
      return spot.event(name, raw, at, { kind: "template", template, ...templateChange(name, value) });
    }
    spot.event(name, raw, at, accountItem(TOPICS.get(name) ?? "account", value));
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    spot.malformed(raw, name, whyOf(error), at);
  }
}

const ALARMS = new Set([
  "FLAGGED",
  "RESTRICTED",
  "DISABLED_UPDATE",
  "ACCOUNT_DELETED",
  "ACCOUNT_VIOLATION",
  "ACCOUNT_RESTRICTION",
  "PARTNER_REMOVED",
  "PIN_RESET_REQUEST",
]);
const WARNINGS = new Set(["DOWNGRADE", "REJECTED", "WARNING", "CRITICAL", "PARTNER_APP_UNINSTALLED"]);

function accountItem(topic: AccountItem["topic"], value: Fields): AccountItem {
  const alert = fieldsOf(value.alert_info);
  const event = field.text(value.event) ?? field.text(value.decision) ?? field.text(alert.alert_type);
  const gravity = [event, field.text(alert.alert_severity)].map((word) => word?.toUpperCase() ?? "");
  const severity = gravity.some((word) => ALARMS.has(word))
    ? "alarm"
    : gravity.some((word) => WARNINGS.has(word))
      ? "warning"
      : "info";
  const limit = value.max_daily_conversations_per_business ?? value.current_limit;
  return { kind: "account", topic, event, severity, dailyLimit: dailyLimitOf(limit), details: value };
}

/** 2000, "2000", "TIER_2K", "TIER_UNLIMITED", -1. */
export function dailyLimitOf(value: unknown): number | "unlimited" | null {
  const word = field.text(value)?.toUpperCase();
  if (word === undefined) return null;
  if (word === "-1" || word === "TIER_UNLIMITED" || word === "UNLIMITED") return "unlimited";
  const parts = /^(?:TIER_)?(\d{1,9})(K?)$/.exec(word);
  return parts ? Number(parts[1]) * (parts[2] === "K" ? 1000 : 1) : null;
}

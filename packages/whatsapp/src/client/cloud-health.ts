import { z } from "zod";

import * as field from "../shared/fields.ts";
import { fieldsOf } from "../shared/fields.ts";
import { dailyLimitOf } from "../webhook/cloud-account.ts";
import type { ChannelHealth } from "./port.ts";

export const HEALTH_FIELDS = [
  "display_phone_number",
  "verified_name",
  "quality_rating",
  "status",
  "name_status",
  "code_verification_status",
  "throughput",
  "health_status",
  "whatsapp_business_manager_messaging_limit",
].join(",");

export const CloudHealth = z.looseObject({
  id: field.label,
  display_phone_number: field.label,
  verified_name: field.label,
  quality_rating: field.label,
  status: field.label,
  whatsapp_business_manager_messaging_limit: field.label,
});

/** `health_status` tells whether sending works, and what of number, account or business is in the way (facts section 10). */
export function healthOf(row: z.output<typeof CloudHealth>): ChannelHealth {
  const { can_send_message, entities } = fieldsOf(row.health_status);
  const canSend = field.text(can_send_message)?.toUpperCase() ?? null;
  const status = row.status?.toUpperCase() ?? null;
  const isDown = canSend === "BLOCKED" || (status !== null && status !== "CONNECTED");
  const problems = listOf(entities)
    .flatMap((entity) => listOf(fieldsOf(entity).errors))
    .map((error) => field.text(fieldsOf(error).error_description))
    .filter((sentence) => sentence !== null);
  return {
    state: isDown ? "error" : "connected",
    word: canSend === "BLOCKED" ? canSend : (status ?? canSend),
    externalId: row.id,
    displayPhone: row.display_phone_number,
    displayName: row.verified_name,
    quality: row.quality_rating?.toUpperCase() ?? null,
    dailyLimit: dailyLimitOf(row.whatsapp_business_manager_messaging_limit),
    problems,
    raw: row,
  };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

import type { AudienceConsent } from "@nexusone/contracts/campaign-terms";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import type { AudienceRow } from "@nexusone/db/queries/campaign-audience";
import type { Capabilities } from "@nexusone/whatsapp/client";
import { countryOfPhone } from "./local-hours.ts";

type Terms = {
  readonly consent: AudienceConsent;
  readonly capabilities: Capabilities;
  /** Meta's, of the template. */
  readonly category: string | null;
};

/** Why somebody whom the filter found is not written to; undefined: they are. Asked at pre-flight and again when their turn has come. Pure. */
export function exclusionOf(
  { phone, userId, suppressed, granted }: AudienceRow,
  { consent, capabilities, category }: Terms,
): ReasonCode | undefined {
  if (phone === null && userId === null) return "sending.no_address";
  if (phone === null && !capabilities.userIds) return "messages.needs_phone";
  if (suppressed) return "messages.opted_out";
  if (granted === false) return "campaigns.consent_withdrawn";
  if (consent === "given" && granted !== true) return "campaigns.no_consent";
  // Since 1 April 2025 (facts section 10).
  if (category === "MARKETING" && countryOfPhone(phone) === "US") return "campaigns.no_us_marketing";
  return undefined;
}

/** Where they are taken to be: where their parcels go, else where their number is from. */
export const placeOf = ({ country, phone }: Pick<AudienceRow, "country" | "phone">): string | null =>
  country ?? countryOfPhone(phone);

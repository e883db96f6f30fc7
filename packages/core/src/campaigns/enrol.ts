import { MAX_RECIPIENTS } from "@nexusone/contracts/campaign-terms";
import { listAudience } from "@nexusone/db/queries/campaign-audience";
import { insertRecipients } from "@nexusone/db/queries/campaign-recipients";
import { countRecipients, type CampaignRow } from "@nexusone/db/queries/campaigns";
import type { ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { businessConfigOf } from "../channels/business-config.ts";
import type { ServiceContext } from "../context.ts";
import { capabilitiesOf } from "../sending/guard.ts";
import type { CampaignContent } from "./content.ts";
import { exclusionOf, placeOf } from "./exclude.ts";
import { hoursOf } from "./local-hours.ts";

/** People of one transaction. */
const AT_ONCE = 500;

/**
 * Takes the next of those whom the filter finds now and who are not in the campaign yet, each with a row: when it is their turn, or
 * why they are left out. @returns whether that was all of them
 */
export async function enrol(
  tx: MerchantTx,
  ctx: ServiceContext,
  { campaign, channel, content }: { campaign: CampaignRow; channel: ChannelRow; content: CampaignContent },
): Promise<boolean> {
  const now = ctx.platform.clock.now();
  const { audience, schedule, id: campaignId, type } = campaign;
  const taken = (await countRecipients(tx, [campaignId])).reduce((sum, { count }) => sum + count, 0);
  const limit = Math.min(AT_ONCE, MAX_RECIPIENTS - taken);
  if (limit <= 0) return true;
  const people = await listAudience(tx, { audience, channelId: channel.id, now, notIn: campaignId, limit });
  const { timeZone, quietFrom, quietTo } = await businessConfigOf(tx);
  const hours = hoursOf({ shopZone: timeZone, quiet: { from: quietFrom, to: quietTo }, now });
  const terms = { consent: audience.consent, capabilities: capabilitiesOf(channel), category: content.category };
  await insertRecipients(
    tx,
    people.map((person) => {
      const reason =
        exclusionOf(person, terms) ?? (content.write(person) ? null : ("campaigns.values_missing" as const));
      const country = placeOf(person);
      const state = reason === null ? ("pending" as const) : ("skipped" as const);
      return { campaignId, contactId: person.id, type, state, reason, country, dueAt: hours.due(country, schedule) };
    }),
  );
  return people.length < limit || taken + people.length >= MAX_RECIPIENTS;
}

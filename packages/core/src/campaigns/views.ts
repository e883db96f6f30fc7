import { ANSWER_DAYS, type RecipientStatus } from "@nexusone/contracts/campaign-terms";
import type { CampaignLine, CampaignView } from "@nexusone/contracts/campaigns";
import { CampaignId, ChannelId } from "@nexusone/contracts/ids";
import { countReport } from "@nexusone/db/queries/campaign-recipients";
import { countRecipients, findCampaign, type NamedCampaign } from "@nexusone/db/queries/campaigns";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { DomainError, storedReason } from "../errors.ts";

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

type Counted = Awaited<ReturnType<typeof countRecipients>>;
export function lineOf({ campaign, channelLabel, templateName }: NamedCampaign, counted: Counted): CampaignLine {
  const own = counted.filter(({ campaignId }) => campaignId === campaign.id);
  const of = (state: string): number => own.find((one) => one.state === state)?.count ?? 0;
  const { waitsReason, waitsUntil } = campaign;
  const waits = storedReason(waitsReason);
  return {
    id: CampaignId.parse(campaign.id),
    name: campaign.name,
    type: campaign.type,
    channelId: ChannelId.parse(campaign.channelId),
    channelLabel,
    templateId: campaign.templateId,
    templateName,
    state: campaign.state,
    reason: storedReason(campaign.reason),
    waits: waits === null ? null : { reason: waits, until: iso(waitsUntil) },
    schedule: campaign.schedule,
    launchedAt: iso(campaign.launchedAt),
    startsAt: iso(campaign.startsAt),
    finishedAt: iso(campaign.finishedAt),
    createdByName: campaign.createdByName,
    createdAt: campaign.createdAt.toISOString(),
    counts: {
      total: own.reduce((sum, { count }) => sum + count, 0),
      pending: of("pending"),
      queued: of("queued"),
      skipped: of("skipped"),
    },
  };
}

/** @throws `campaigns.not_found`. */
export async function campaignView(tx: MerchantTx, id: string): Promise<CampaignView> {
  const found = await findCampaign(tx, id);
  if (!found) throw new DomainError("campaigns.not_found");
  const { campaign } = found;
  const rows = await countReport(tx, id, ANSWER_DAYS);
  const sum = (pick: (row: (typeof rows)[number]) => number): number => rows.reduce((all, row) => all + pick(row), 0);
  const of = (status: RecipientStatus): number => sum((row) => (row.status === status ? row.count : 0));
  const reasons = new Map<string, number>();
  for (const { reason, count, status } of rows) {
    const told = status === "skipped" || status === "failed" || status === "unknown" ? storedReason(reason) : null;
    if (told !== null) reasons.set(told, (reasons.get(told) ?? 0) + count);
  }
  return {
    ...lineOf(found, await countRecipients(tx, [id])),
    text: campaign.text,
    values: campaign.values,
    media: campaign.media,
    audience: campaign.audience,
    report: {
      pending: of("pending"),
      sent: of("sent"),
      delivered: of("delivered"),
      read: of("read"),
      failed: of("failed"),
      unknown: of("unknown"),
      skipped: of("skipped"),
      answered: sum(({ answered }) => answered),
      optedOut: sum(({ optedOut }) => optedOut),
      charged: sum(({ charged }) => charged),
      reasons: [...reasons].map(([reason, count]) => ({ reason, count })).toSorted((a, b) => b.count - a.count),
    },
  };
}

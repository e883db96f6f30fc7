import {
  ExportRecipientsInput,
  ListRecipientsInput,
  RecipientsPage,
  type RecipientView,
} from "@nexusone/contracts/campaigns";
import { explain, type ReasonCode } from "@nexusone/contracts/reasons";
import { listRecipientLines, type RecipientLine } from "@nexusone/db/queries/campaign-recipients";
import { findCampaign, type CampaignRow } from "@nexusone/db/queries/campaigns";
import { z } from "zod";
import { authorize } from "../authorize.ts";
import type { Cell } from "../catalog/csv.ts";
import { cutPage, decodeCursor } from "../catalog/cursor.ts";
import type { ServiceContext } from "../context.ts";
import { csvPieces } from "../csv-pieces.ts";
import { DomainError, storedReason } from "../errors.ts";
import { readMerchant } from "../transaction.ts";

const Key = z.object({ id: z.uuid() });
const ROWS_AT_ONCE = 1_000;
const HEAD = [
  "contact_id",
  "name",
  "phone",
  "type",
  "status",
  "reason",
  "explanation",
  "due_at",
  "sent_at",
  "answered",
];

/** Everybody of a campaign with how it stands with them, and why (CMP-02). @throws `campaigns.not_found`. */
export async function listRecipients(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListRecipientsInput>,
): Promise<z.output<typeof RecipientsPage>> {
  authorize(ctx, "campaigns:read");
  const { id, cursor, limit, ...filter } = ListRecipientsInput.parse(rawInput);
  const after = decodeCursor(Key, cursor)?.id;
  return readMerchant(ctx, async (tx) => {
    const found = await findCampaign(tx, id);
    if (!found) throw new DomainError("campaigns.not_found");
    const rows = await listRecipientLines(tx, { campaignId: id, ...filter, after, limit: limit + 1 });
    const page = cutPage(rows, limit, (row) => ({ id: row.id }));
    const now = ctx.platform.clock.now();
    return RecipientsPage.parse({ ...page, items: page.items.map((row) => viewOf(row, found.campaign, now)) });
  });
}

/** The same as CSV, with the person's number. @throws `request.invalid`, `campaigns.not_found`. */
export async function exportRecipients(ctx: ServiceContext, rawInput: z.input<typeof ExportRecipientsInput>) {
  authorize(ctx, "campaigns:read");
  authorize(ctx, "contacts:read");
  const input = ExportRecipientsInput.safeParse(rawInput);
  if (!input.success) throw new DomainError("request.invalid", { problem: z.prettifyError(input.error) }, input.error);
  const { id } = input.data;
  const found = await readMerchant(ctx, (tx) => findCampaign(tx, id));
  if (!found) throw new DomainError("campaigns.not_found");
  return csvPieces<string>(ctx, HEAD, async (after) => {
    const now = ctx.platform.clock.now();
    const rows = await readMerchant(ctx, (tx) =>
      listRecipientLines(tx, { campaignId: id, after, limit: ROWS_AT_ONCE }),
    );
    return {
      rows: rows.map((row) => cells(ctx, viewOf(row, found.campaign, now), row.phone)),
      last: rows.length === ROWS_AT_ONCE ? rows.at(-1)?.id : undefined,
    };
  });
}

const cells = (
  { locale }: ServiceContext,
  row: z.input<typeof RecipientsPage>["items"][number],
  phone: string | null,
): Cell[] => [
  row.userId,
  row.name,
  phone,
  row.type,
  row.status,
  row.reason,
  row.reason === null ? null : explain(row.reason as ReasonCode, locale).sentence, // stored reasons are of the registry
  row.dueAt,
  row.sentAt,
  row.answered ? "yes" : "no",
];

function viewOf(row: RecipientLine, { type, waitsReason }: CampaignRow, now: Date): RecipientView {
  const waits = row.dueAt > now ? "campaigns.scheduled" : waitsReason;
  const isLookedInto = row.status === "unknown" && waitsReason === "campaigns.waits_for_reports";
  return {
    id: row.id,
    userId: row.contactId as RecipientView["userId"], // the page is parsed as it leaves
    name: row.name,
    type,
    status: row.status,
    reason: storedReason(isLookedInto ? waitsReason : (row.reason ?? (row.status === "pending" ? waits : null))),
    dueAt: row.dueAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    answered: row.answered,
    conversationId: row.conversationId,
  };
}

import { CONTACT_PURPOSES, type ContactPurpose } from "@nexusone/contracts/contact-terms";
import type { SendGuardView } from "@nexusone/contracts/sending";
import type { SendAllowance } from "@nexusone/contracts/sending-terms";
import { listConsentRows } from "@nexusone/db/queries/contacts";
import { countBegun, type ConversationRow } from "@nexusone/db/queries/sending";
import { findChannel, listChannels, type ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { CLOUD_API_CAPABILITIES, WHAPI_CAPABILITIES, type Capabilities } from "@nexusone/whatsapp/client";
import { freeEntryUntil, serviceWindow, type OutgoingMessage } from "@nexusone/whatsapp/rules";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { suppressedPurposes } from "../contacts/suppress.ts";
import { storedReason } from "../errors.ts";
import { contentRefusal, type Refusal } from "./content.ts";
import { templateStanding } from "./template-standing.ts";

/** As many as an answer may tell of the record of consents. */
const LOOKED_AT = 100;

export const capabilitiesOf = ({ provider }: Pick<ChannelRow, "provider">): Capabilities =>
  provider === "cloud_api" ? CLOUD_API_CAPABILITIES : WHAPI_CAPABILITIES;

/** What is asked about: a message, and what it is for; without a purpose that of its template. An answer has none: only "all" forbids it. */
export type Asked = {
  readonly message: OutgoingMessage;
  readonly purpose?: ContactPurpose;
  /** Whoever queued it has set a place of the day's limit aside: it is not counted again. */
  readonly reserved?: boolean;
};

/**
 * What would happen to a message that left now: asked by the composer before it is written, and by the job in the transaction right
 * before the call. Reads alone; that the number is paused is told and refuses nothing, since such messages wait.
 */
export async function sendGuard(
  tx: MerchantTx,
  ctx: ServiceContext,
  conversation: ConversationRow,
  asked?: Asked,
): Promise<SendGuardView> {
  const now = ctx.platform.clock.now();
  const channel = await findChannel(tx, conversation.channelId);
  if (!channel) throw new Error(`conversation ${conversation.id} has no channel`);
  const capabilities = capabilitiesOf(channel);
  const window = serviceWindow(conversation.lastInboundAt, now);
  const isOpen = !capabilities.serviceWindow || window.state === "open";
  const suppressed = await suppressedPurposes(tx, conversation.contactId, ["phone", "whatsapp"]);
  const limit = isOpen || asked?.reserved ? null : await limitLeft(tx, channel, now);
  const general = generalRefusal(conversation, channel, capabilities, suppressed);
  const allowed: SendAllowance = general ? "nothing" : isOpen ? "anything" : "template";
  const closed: Refusal | undefined = isOpen ? undefined : { reason: "messages.window_closed", details: {} };
  const refusal =
    general ??
    (asked
      ? ((await messageRefusal(tx, asked, channel, suppressed)) ??
        (asked.message.type === "template" ? spent(limit) : closed))
      : closed);
  const waits = waitsFor(channel, now);
  return {
    allowed,
    reason: refusal?.reason ?? null,
    details: refusal?.details ?? {},
    window: {
      state: capabilities.serviceWindow ? window.state : "none",
      closesAt: window.closesAt?.toISOString() ?? null,
      sendUntil: window.sendUntil?.toISOString() ?? null,
    },
    price: pricesOf(conversation, capabilities, isOpen, now),
    suppressed,
    consented: await consentedPurposes(tx, conversation.contactId),
    limit,
    channel: {
      state: channel.state,
      waits: waits?.reason ?? null,
      waitsUntil: waits?.until?.toISOString() ?? null,
    },
  };
}

function generalRefusal(
  { recipientPhone, recipientUserId }: ConversationRow,
  { state }: ChannelRow,
  { userIds }: Capabilities,
  suppressed: readonly string[],
): Refusal | undefined {
  if (state === "disconnected") return { reason: "sending.channel_disconnected", details: {} };
  if (recipientPhone === null && recipientUserId === null) return { reason: "sending.no_address", details: {} };
  if (recipientPhone === null && !userIds) return { reason: "messages.needs_phone", details: {} };
  return suppressed.includes("all") ? { reason: "messages.opted_out", details: {} } : undefined;
}

async function messageRefusal(
  tx: MerchantTx,
  { message, purpose: told }: Asked,
  channel: ChannelRow,
  suppressed: readonly string[],
): Promise<Refusal | undefined> {
  if (!capabilitiesOf(channel).messages.includes(message.type)) return { reason: "messages.unsupported", details: {} };
  const template = message.type === "template" ? await templateStanding(tx, channel, message) : undefined;
  if (template && !template.sendable) return { reason: "messages.template_unusable", details: {} };
  const purpose = told ?? template?.purpose;
  if (purpose && suppressed.includes(purpose)) return { reason: "messages.opted_out", details: {} };
  return contentRefusal(message);
}

const spent = (limit: SendGuardView["limit"]): Refusal | undefined =>
  limit && limit.left <= 0 ? { reason: "sending.daily_limit", details: { limit: limit.perDay } } : undefined;

/** Why what is sent over this number waits, and until when (null: until somebody puts it right); undefined: it does not. */
export function waitsFor(
  { state, pausedReason, pausedUntil }: Pick<ChannelRow, "state" | "pausedReason" | "pausedUntil">,
  now: Date,
): { readonly reason: string; readonly until: Date | null } | undefined {
  if (pausedReason !== null && (pausedUntil === null || pausedUntil > now))
    return { reason: storedReason(pausedReason) ?? "sending.waits_for_channel", until: pausedUntil };
  return state === "failing" ? { reason: "sending.waits_for_channel", until: null } : undefined;
}

/** People a day is the whole account's affair, whichever of its numbers writes (facts section 10). */
async function limitLeft(tx: MerchantTx, channel: ChannelRow, now: Date): Promise<SendGuardView["limit"]> {
  const { dailyLimit, accountId } = channel;
  if (dailyLimit === null || dailyLimit < 0) return null;
  const numbers = (await listChannels(tx)).filter((one) => one.accountId === accountId).map(({ id }) => id);
  const begun = await countBegun(tx, numbers, addMs(now, -DAY_MS), dailyLimit);
  return { perDay: dailyLimit, left: dailyLimit - begun };
}

/** Free-form is free; templates cost by category, utility is free inside the window, and all of it after an advertisement. */
function pricesOf(
  { entryAt }: ConversationRow,
  { serviceWindow: hasWindow }: Capabilities,
  isOpen: boolean,
  now: Date,
): SendGuardView["price"] {
  if (!hasWindow) return { freeForm: "unmetered", utility: "unmetered", marketing: "unmetered", freeUntil: null };
  // As if answered at once: the free days end no earlier than that. A forecast; statuses tell what was paid.
  const until = entryAt && freeEntryUntil(entryAt, entryAt);
  const isEntry = until !== null && until > now;
  return {
    freeForm: isOpen ? "free" : null,
    utility: isOpen || isEntry ? "free" : "charged",
    marketing: isEntry ? "free" : "charged",
    freeUntil: isEntry ? until.toISOString() : null,
  };
}

/** What a person agreed to, by the newest word about each. */
export async function consentedPurposes(tx: MerchantTx, contactId: string): Promise<ContactPurpose[]> {
  const newestFirst = await listConsentRows(tx, contactId, LOOKED_AT);
  return CONTACT_PURPOSES.filter((purpose) => newestFirst.find((row) => row.purpose === purpose)?.granted === true);
}

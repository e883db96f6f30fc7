import type { MerchantId } from "@nexusone/contracts/ids";
import type { Channel } from "@nexusone/contracts/notification-kinds";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import {
  claimDeliveries,
  listNotificationSettings,
  settleDeliveries,
  type DeliveryRow,
  type NotificationRow,
} from "@nexusone/db/queries/notifications";
import { listMembers, type MemberRow } from "@nexusone/db/system/identity-lookups";
import { withMerchant } from "@nexusone/db/with-merchant";
import { counted } from "../analytics/counted.ts";
import { addMs, MINUTE_MS } from "../clock.ts";
import { DomainError, isDomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import type { Platform } from "../platform.ts";
import { hoursOf, SLACK_PURPOSE, type Hours } from "./choices.ts";
import { renderMail, renderSlack, renderSms, type Envelope } from "./render.ts";
import { postToSlack } from "./slack.ts";

const AT_ONCE = 100;
/** Who claimed deliveries and died is replaced after this; the reader may then get a message twice, never not at all. */
const CLAIM_MS = 5 * MINUTE_MS;
/** Waits between attempts; after the last the delivery is given up with its reason. */
const BACKOFF_MS = [1, 5, 15, 60, 240].map((minutes) => minutes * MINUTE_MS);

type Claimed = { readonly delivery: DeliveryRow; readonly notice: NotificationRow };

/** Sends everything that is due, one message per person and channel. Repeats until nothing is due. */
export async function sendDueNotifications(platform: Platform, merchantId: MerchantId): Promise<void> {
  for (;;) {
    const now = platform.clock.now();
    const batch = await withMerchant(platform.db, { merchantId }, async (tx) => {
      const claimed = await claimDeliveries(tx, { now, until: addMs(now, CLAIM_MS), limit: AT_ONCE });
      if (claimed.length === 0) return undefined;
      const people = [...new Set(claimed.map(({ delivery }) => delivery.userId))];
      const [members, settings, found] = await Promise.all([
        listMembers(tx),
        listNotificationSettings(tx, people),
        findMerchantWithRate(tx),
      ]);
      return { claimed, members, settings, merchant: found?.merchant };
    });
    if (!batch) return;
    const { claimed, members, settings, merchant } = batch;
    for (const group of Map.groupBy(claimed, ({ delivery: d }) => `${d.userId} ${d.channel}`).values()) {
      const [first] = group;
      if (!first) continue;
      const { userId, channel } = first.delivery;
      const member = members.find((one) => one.userId === userId);
      const hours = hoursOf(
        settings.find((row) => row.userId === userId),
        merchant?.timezone ?? "UTC",
      );
      const shop = { name: merchant?.name ?? "", slug: merchant?.slug ?? "" };
      const failure = member
        ? await attempt(() =>
            send(platform, channel, { member, hours, shop, notices: group.map(({ notice }) => notice) }),
          )
        : new DomainError("notification.address_missing", { channel });
      failpoint("notification.after_send");
      await withMerchant(platform.db, { merchantId }, (tx) => settle(tx, platform, group, failure));
    }
  }
}

const attempt = (act: () => Promise<void>): Promise<DomainError | undefined> =>
  act().then(
    () => undefined,
    (error: unknown) => (isDomainError(error) ? error : new DomainError("notification.not_sent", {}, error)),
  );

type Message = {
  readonly member: MemberRow;
  readonly hours: Hours;
  readonly shop: { readonly name: string; readonly slug: string };
  readonly notices: readonly Pick<NotificationRow, "kind" | "count" | "params">[];
};

/** Hands one message over. @throws the reason it was refused or not sent for. */
export async function send(platform: Platform, channel: Channel, message: Message): Promise<void> {
  const { member, hours, shop, notices } = message;
  const baseUrl = `${platform.config.publicUrl}/m/${shop.slug}`;
  const to: Envelope = { locale: member.locale, name: member.name, shop: shop.name, baseUrl };
  const missing = (): DomainError => new DomainError("notification.address_missing", { channel });
  if (channel === "email") return platform.mailer.send({ to: member.email, ...renderMail(notices, to) });
  if (channel === "slack") {
    if (!hours.slackUrlSealed) throw missing();
    const url = platform.keyring.open(hours.slackUrlSealed, SLACK_PURPOSE);
    return counted(platform.usage, { operation: "slack post", failed: "notification.not_sent" }, () =>
      postToSlack(url, renderSlack(notices, to)),
    );
  }
  if (!hours.phone) throw missing();
  if (!platform.sms) throw new DomainError("notification.sms_unavailable");
  return platform.sms.send({ to: hours.phone, text: renderSms(notices, to) });
}

/** Sent; or given up when a repeat cannot help or all attempts are used; or put off. */
async function settle(
  tx: Parameters<typeof settleDeliveries>[0],
  { clock }: Platform,
  group: readonly Claimed[],
  failure: DomainError | undefined,
): Promise<void> {
  const now = clock.now();
  if (!failure) {
    const ids = group.map(({ delivery }) => delivery.id);
    return settleDeliveries(tx, ids, { state: "sent", sentAt: now });
  }
  for (const { delivery } of group) {
    const wait = failure.reason === "notification.not_sent" ? BACKOFF_MS[delivery.attempts] : undefined;
    await settleDeliveries(
      tx,
      [delivery.id],
      wait === undefined
        ? { state: "failed", reason: failure.reason }
        : { state: "pending", dueAt: addMs(now, wait), reason: failure.reason },
    );
  }
}

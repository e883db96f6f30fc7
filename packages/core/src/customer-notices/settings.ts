import { DEFAULT_ACCENT, NOTICE_STEPS } from "@nexusone/contracts/customer-notice-terms";
import { NoticeSettings, SaveNoticeSettingsInput } from "@nexusone/contracts/customer-notices";
import { findNoticeSettings, saveNoticeSettingsRow } from "@nexusone/db/queries/customer-notices";
import type { Merchant } from "@nexusone/db/queries/merchants";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";

const DEFAULTS: NoticeSettings = { steps: [...NOTICE_STEPS], preferred: "whatsapp", replyTo: null, accent: null };

/** How a shop looks to its customers. */
export type Brand = { readonly name: string; readonly accent: string };
export const brandOf = ({ name }: Pick<Merchant, "name">, { accent }: Pick<NoticeSettings, "accent">): Brand => ({
  name,
  accent: accent ?? DEFAULT_ACCENT,
});

/** What customers are told of; everything until somebody says otherwise. */
export const readNoticeSettings = async (tx: MerchantTx, lock = false): Promise<NoticeSettings> =>
  (await findNoticeSettings(tx, lock)) ?? DEFAULTS;

export async function getNoticeSettings(ctx: ServiceContext): Promise<NoticeSettings> {
  authorize(ctx, "orders:read");
  return readMerchant(ctx, (tx) => readNoticeSettings(tx));
}

/** Changes what was given; counts for what happens from now on. */
export async function saveNoticeSettings(
  ctx: ServiceContext,
  rawInput: z.input<typeof SaveNoticeSettingsInput>,
): Promise<NoticeSettings> {
  authorize(ctx, "settings:manage");
  const given = SaveNoticeSettingsInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const before = await readNoticeSettings(tx, true);
    const after = NoticeSettings.parse({ ...before, ...given });
    const steps = NOTICE_STEPS.filter((step) => after.steps.includes(step));
    await saveNoticeSettingsRow(tx, { ...after, steps });
    const fields = Object.keys(given);
    const subject = { kind: "merchant", id: ctx.merchantId } as const;
    await recordEvent(tx, ctx, "customer_notices.settings_saved", { fields }, subject);
    return { ...after, steps };
  });
}

import { randomUUID } from "node:crypto";
import { saveTemplateAccount } from "@nexusone/db/queries/template-accounts";
import { insertChannel } from "@nexusone/db/queries/whatsapp-channels";
import { createTemplate } from "@nexusone/core/templates/create-template";
import { submitTemplate } from "@nexusone/core/templates/submit-template";
import { inMerchantTx } from "@nexusone/core/transaction";
import { CHANNEL_TOKEN_PURPOSE } from "@nexusone/core/whatsapp/client-of";
import type { TestServer } from "../testing/test-server.ts";
import type { Member } from "./world.ts";

type Served = Pick<TestServer, "sandbox">;

/** A number of an account of the simulated WhatsApp. */
export async function newNumber({ sandbox }: Served, { ctx }: Member) {
  const number = await sandbox.control.whatsapp.accounts.create();
  return inMerchantTx(ctx, (tx) =>
    insertChannel(tx, {
      environment: "sandbox",
      provider: "cloud_api",
      externalId: number.phoneNumberId,
      accountId: number.accountId,
      label: "Shop",
      tokenSealed: ctx.platform.keyring.seal(number.token, CHANNEL_TOKEN_PURPOSE),
      state: "connected",
      connectedAt: ctx.platform.clock.now(),
    }),
  );
}

/** A draft that Meta would take, or one that Meta has. */
export async function newTemplate(server: Served, by: Member, until: "draft" | "submitted" = "draft") {
  const { id: channelId } = await newNumber(server, by);
  const view = await createTemplate(by.ctx, {
    name: `order_ready_${randomUUID().slice(0, 8)}`,
    channelId,
    language: "en",
    category: "UTILITY",
    body: "Hello {{first_name}}, your order {{order_number}} can be picked up.",
    buttons: [{ id: "on_my_way", label: "On my way" }],
  });
  return until === "draft" ? view : submitTemplate(by.ctx, { id: view.id });
}

/** Something in every table of templates. */
export async function furnishTemplates(server: Served, by: Member): Promise<void> {
  const { accountId } = await newTemplate(server, by, "submitted");
  const { ctx } = by;
  const account = { environment: "sandbox", accountId: accountId ?? "" } as const;
  await inMerchantTx(ctx, (tx) => saveTemplateAccount(tx, account, { syncAt: ctx.platform.clock.now(), reason: null }));
}

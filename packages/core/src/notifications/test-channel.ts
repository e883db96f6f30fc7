import { TestChannelInput } from "@nexusone/contracts/notifications";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { stateOf } from "./notification-settings.ts";
import { selfOf } from "../self.ts";
import { TEST_NOTICE } from "./render.ts";
import { send } from "./send-due.ts";

/** Sends oneself an example by one channel, at once. Calls the network. @throws the `notification.*` reason it failed for */
export async function testChannel(
  ctx: ServiceContext,
  rawInput: z.input<typeof TestChannelInput>,
): Promise<{ ok: true }> {
  authorize(ctx, "notifications:own");
  const userId = selfOf(ctx, "notifications:own");
  const { channel } = TestChannelInput.parse(rawInput);
  const { member, shop, hours } = await readMerchant(ctx, (tx) => stateOf(tx, userId));
  await send(ctx.platform, channel, { member, shop, hours, notices: [TEST_NOTICE] });
  return { ok: true };
}

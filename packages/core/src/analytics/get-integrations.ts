import type { IntegrationsView } from "@nexusone/contracts/analytics";
import { countIntegrations, type Holding } from "@nexusone/db/queries/integrations";
import { listMembers } from "@nexusone/db/system/identity-lookups";
import { authorize } from "../authorize.ts";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";

const LATELY_DAYS = 30;

/** What is connected to the shop and whose it is: paired browsers, keys, endpoints, supplier accounts. */
export async function getIntegrations(ctx: ServiceContext): Promise<IntegrationsView> {
  authorize(ctx, "analytics:read");
  const now = ctx.platform.clock.now();
  const { held, members } = await readMerchant(ctx, async (tx) => {
    const [rows, people] = await Promise.all([
      countIntegrations(tx, now, addMs(now, -LATELY_DAYS * DAY_MS)),
      listMembers(tx),
    ]);
    return { held: rows, members: people };
  });
  const of = (kind: Holding["kind"], userId: string | null = null) => {
    const row = held.find((one) => one.kind === kind && one.userId === userId);
    return { valid: row?.valid ?? 0, active: row?.active ?? 0 };
  };
  return {
    people: members.map(({ userId, name }) => ({
      userId,
      name,
      browsers: of("browser", userId),
      apiKeys: of("api_key", userId),
    })),
    webhooks: of("webhook"),
    cjAccounts: of("cj"),
  };
}

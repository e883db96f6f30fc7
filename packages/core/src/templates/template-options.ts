import { DEFAULT_TEMPLATES } from "@nexusone/contracts/template-terms";
import { VARIABLE_NAMES, VARIABLES } from "@nexusone/contracts/template-variables";
import { TemplateOptions } from "@nexusone/contracts/templates";
import { listTemplateAccounts } from "@nexusone/db/queries/template-accounts";
import { countTemplates, listTemplateRows } from "@nexusone/db/queries/templates";
import { languagesOfTemplates } from "@nexusone/whatsapp/template-rejections";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { connectedAccounts } from "./accounts.ts";

/** What whoever writes templates chooses from: languages, accounts with how full they are, variables. */
export async function getTemplateOptions(ctx: ServiceContext): Promise<TemplateOptions> {
  authorize(ctx, "templates:read");
  return readMerchant(ctx, async (tx) => {
    const [accounts, synced, counts] = await Promise.all([
      connectedAccounts(tx),
      listTemplateAccounts(tx),
      countTemplates(tx),
    ]);
    const missing: boolean[] = [];
    for (const name of DEFAULT_TEMPLATES) missing.push((await listTemplateRows(tx, { name, limit: 1 })).length === 0);
    return TemplateOptions.parse({
      languages: languagesOfTemplates,
      accounts: accounts.map(({ environment, accountId, channel }) => {
        const last = synced.find((row) => row.environment === environment && row.accountId === accountId);
        return {
          channelId: channel.id,
          label: channel.label,
          environment,
          accountId,
          templates: counts.find((row) => row.accountId === accountId)?.templates ?? 0,
          syncedAt: last?.syncedAt?.toISOString() ?? null,
          reason: last?.reason ?? null,
        };
      }),
      variables: VARIABLE_NAMES.map((name) => ({
        name,
        label: VARIABLES[name].name[ctx.locale],
        of: VARIABLES[name].of,
        samples: VARIABLES[name].samples,
      })),
      defaultsMissing: missing.some(Boolean),
    });
  });
}

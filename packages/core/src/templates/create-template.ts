import { plainJson } from "../imports/plain-text.ts";
import type { TemplateContent } from "@nexusone/contracts/template-content";
import type { TemplateSource } from "@nexusone/contracts/template-terms";
import { CreateTemplateInput, type TemplateView } from "@nexusone/contracts/templates";
import { insertTemplate, insertVersion, type Account, type TemplateRow } from "@nexusone/db/queries/templates";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { actorName, actorUserId, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { accountFor } from "./accounts.ts";
import { contentOf, typeOf } from "./content.ts";
import { templateView } from "./views.ts";

/**
 * Keeps a template as a draft; Meta sees nothing of it yet. What Meta would refuse is kept too and named among the findings.
 * @throws `templates.name_taken`, `templates.type_differs` {asked, is}, `templates.no_account`, `templates.which_account`.
 */
export async function createTemplate(
  ctx: ServiceContext,
  rawInput: z.input<typeof CreateTemplateInput>,
): Promise<TemplateView> {
  authorize(ctx, "templates:manage");
  const { type, channelId, ...written } = CreateTemplateInput.parse(rawInput);
  const content = plainJson(contentOf(written)) as TemplateContent; // the same shape, its texts storable
  const is = typeOf(content, []);
  if (type !== undefined && type !== is) throw new DomainError("templates.type_differs", { asked: type, is });
  return inMerchantTx(ctx, async (tx) => {
    const row = await keepTemplate(tx, ctx, { account: await accountFor(tx, channelId), content, source: "person" });
    if (!row) throw new DomainError("templates.name_taken");
    return templateView(tx, ctx, row);
  });
}

/** Undefined when the account has one of the name in this language. */
export async function keepTemplate(
  tx: MerchantTx,
  ctx: ServiceContext,
  { account, content, source }: { account: Account; content: TemplateContent; source: TemplateSource },
): Promise<TemplateRow | undefined> {
  const row = await insertTemplate(tx, {
    environment: account.environment,
    accountId: account.accountId,
    name: content.name,
    language: content.language,
    type: typeOf(content, []),
    version: 1,
    content,
    createdById: actorUserId(ctx.actor),
    createdByName: actorName(ctx.actor),
  });
  if (!row) return undefined;
  await keepVersion(tx, ctx, { templateId: row.id, version: 1, content, source });
  const facts = { templateId: row.id, name: row.name, language: row.language };
  await recordEvent(tx, ctx, "template.created", facts, { kind: "template", id: row.id });
  return row;
}

/** Adds to the history who wrote what and when. */
export const keepVersion = (
  tx: MerchantTx,
  ctx: ServiceContext,
  version: { templateId: string; version: number; content: TemplateContent; source: TemplateSource },
): Promise<void> =>
  insertVersion(tx, {
    ...version,
    byUserId: version.source === "meta" ? null : actorUserId(ctx.actor),
    byName: version.source === "meta" ? "WhatsApp Manager" : actorName(ctx.actor),
    at: ctx.platform.clock.now(),
  });

import { DRAFT, TEMPLATE_STATES } from "@nexusone/contracts/template-terms";
import {
  ListTemplatesInput,
  TemplateInput,
  type TemplatesPage,
  type TemplateView,
} from "@nexusone/contracts/templates";
import { listTemplateRows } from "@nexusone/db/queries/templates";
import { languageCode } from "@nexusone/whatsapp/templates";
import { z } from "zod";
import { authorize } from "../authorize.ts";
import { cutPage, decodeCursor } from "../catalog/cursor.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { accountFor } from "./accounts.ts";
import { lineOf, mustFind, seesArchived, templateView } from "./views.ts";

const Key = z.object({ name: z.string(), language: z.string(), id: z.uuid() });

/** By name and language. Archived ones are shown to who manages templates, and only when asked for (AUT-08). */
export async function listTemplates(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListTemplatesInput> = {},
): Promise<z.output<typeof TemplatesPage>> {
  authorize(ctx, "templates:read");
  const { status, limit, cursor, language, channelId, ...filter } = ListTemplatesInput.parse(rawInput);
  const state = TEMPLATE_STATES.find((word) => word === status) ?? "active";
  if (state === "archived" && !seesArchived(ctx)) return { items: [], nextCursor: null };
  const word = status === undefined || status === "active" || status === "archived" ? undefined : status.toUpperCase();
  return readMerchant(ctx, async (tx) => {
    const rows = await listTemplateRows(tx, {
      ...filter,
      state,
      status: word === DRAFT ? null : word,
      language: language === undefined ? undefined : languageCode(language),
      account: channelId === undefined ? undefined : await accountFor(tx, channelId),
      limit,
      after: decodeCursor(Key, cursor),
    });
    const { items, nextCursor } = cutPage(rows, limit, (row) => ({
      name: row.name,
      language: row.language,
      id: row.id,
    }));
    return { items: items.map(lineOf), nextCursor };
  });
}

/** A template with its versions, what was put before Meta and what came of it. @throws `templates.not_found`. */
export async function getTemplate(ctx: ServiceContext, rawInput: z.input<typeof TemplateInput>): Promise<TemplateView> {
  authorize(ctx, "templates:read");
  const { id } = TemplateInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => templateView(tx, ctx, await mustFind(tx, ctx, id)));
}

import type { UserId } from "@nexusone/contracts/ids";
import {
  ChangeFilterInput,
  DeleteFilterInput,
  MAX_SAVED_FILTERS,
  SavedFilter,
  SaveFilterInput,
  SavedQuery,
  type SavedFilters,
} from "@nexusone/contracts/saved-filters";
import { isUniqueViolation } from "@nexusone/db/errors";
import {
  countOwnFilters,
  deleteSavedFilter,
  findOwnFilter,
  insertSavedFilter,
  listSavedFilterRows,
  lockSavedFilter,
  updateSavedFilter,
  type SavedFilterRow,
} from "@nexusone/db/queries/saved-filters";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize, refusalOf } from "../authorize.ts";
import { actorName, actorUserId, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { plainJson, plainText } from "../imports/plain-text.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";

/** One's own saved filters and those that colleagues share. */
export async function listSavedFilters(ctx: ServiceContext): Promise<z.output<typeof SavedFilters>> {
  authorize(ctx, "catalog:read");
  const userId = personOf(ctx);
  const rows = await readMerchant(ctx, (tx) => listSavedFilterRows(tx, userId));
  return { items: rows.map((row) => viewOf(ctx, row)) };
}

/**
 * Keeps words, filters and order under a name. Sharing is for who may edit the catalogue. Safe to repeat.
 * @throws `catalog.filter_name_taken`, `catalog.filters_full` {most}.
 */
export async function saveFilter(ctx: ServiceContext, rawInput: z.input<typeof SaveFilterInput>): Promise<SavedFilter> {
  authorize(ctx, "catalog:read");
  const userId = personOf(ctx);
  const input = SaveFilterInput.parse(rawInput);
  if (input.shared) authorize(ctx, "catalog:edit");
  const content = { name: plainText(input.name), query: storable(input.query), shared: input.shared };
  return inMerchantTx(ctx, async (tx) => {
    const known = await findOwnFilter(tx, userId, content.name);
    if (!known && (await countOwnFilters(tx, userId)) >= MAX_SAVED_FILTERS)
      throw new DomainError("catalog.filters_full", { most: MAX_SAVED_FILTERS });
    const row = known ?? (await insertSavedFilter(tx, { ...content, userId, userName: actorName(ctx.actor) }));
    if (!row || (known && !isSame(known, content))) throw new DomainError("catalog.filter_name_taken");
    return viewOf(ctx, row);
  });
}

/** Renames a saved filter, shares it or not, or puts another question under its name. @throws as `saveFilter`, `catalog.filter_not_found`. */
export async function changeFilter(
  ctx: ServiceContext,
  rawInput: z.input<typeof ChangeFilterInput>,
): Promise<SavedFilter> {
  authorize(ctx, "catalog:read");
  const { id, name, query, shared } = ChangeFilterInput.parse(rawInput);
  if (shared) authorize(ctx, "catalog:edit");
  try {
    return await inMerchantTx(ctx, async (tx) => {
      const before = await changeable(tx, ctx, id);
      const after = await updateSavedFilter(tx, id, {
        name: name === undefined ? before.name : plainText(name),
        query: query ? storable(query) : before.query,
        shared: shared ?? before.shared,
      });
      return viewOf(ctx, after);
    });
  } catch (error) {
    if (isUniqueViolation(error, "saved_filters_name_key")) throw new DomainError("catalog.filter_name_taken");
    throw error;
  }
}

/** Returns what it was, so that it can be saved again. @throws `catalog.filter_not_found`. */
export async function deleteFilter(
  ctx: ServiceContext,
  rawInput: z.input<typeof DeleteFilterInput>,
): Promise<SavedFilter> {
  authorize(ctx, "catalog:read");
  const { id } = DeleteFilterInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const before = await changeable(tx, ctx, id);
    await deleteSavedFilter(tx, id);
    return viewOf(ctx, before);
  });
}

/** A saved filter is a person's; a browser or a key has those of its person. Jobs have none. */
function personOf({ actor }: ServiceContext): UserId {
  const userId = actorUserId(actor);
  if (!userId) throw new DomainError("request.forbidden", { permission: "catalog:read" });
  return userId;
}

/** Its owner changes a filter, and who runs the shop what others share: people leave, their shared filters stay. */
const mayChange = ({ actor }: ServiceContext, row: SavedFilterRow): boolean =>
  row.userId === actorUserId(actor) || (row.shared && refusalOf(actor, "settings:manage") === undefined);

/** Locked. What somebody may not change is to them as if it were not there. */
async function changeable(tx: MerchantTx, ctx: ServiceContext, id: string): Promise<SavedFilterRow> {
  const row = await lockSavedFilter(tx, id);
  if (!row || !mayChange(ctx, row)) throw new DomainError("catalog.filter_not_found");
  return row;
}

/** The same question, in characters that Postgres takes. */
const storable = (query: SavedQuery): SavedQuery => plainJson(query) as SavedQuery;

type Content = Pick<SavedFilterRow, "name" | "query" | "shared">;
const isSame = (a: Content, b: Content): boolean => {
  // The schema puts the parts of both into one order.
  const written = ({ query }: Content): string => JSON.stringify(SavedQuery.parse(query));
  return a.name === b.name && a.shared === b.shared && written(a) === written(b);
};

const viewOf = (ctx: ServiceContext, row: SavedFilterRow): SavedFilter =>
  SavedFilter.parse({
    ...row,
    own: row.userId === actorUserId(ctx.actor),
    ownerName: row.userName,
    changeable: mayChange(ctx, row),
  });

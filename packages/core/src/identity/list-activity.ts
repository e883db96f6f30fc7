import {
  ListAccountActsInput,
  type AccountActsOfAllPage,
  type AccountActsPage,
  type AccountActView,
} from "@nexusone/contracts/account-log";
import { PageInput } from "@nexusone/contracts/paging";
import { listAccountActs } from "@nexusone/db/queries/identity";
import { listAccountActsOfAll, type AccountActRow } from "@nexusone/db/system/account-log";
import { withUser } from "@nexusone/db/with-merchant";
import { z } from "zod";
import { cutPage, decodeCursor } from "../catalog/cursor.ts";
import type { UserContext } from "../context.ts";
import { DomainError } from "../errors.ts";

const Position = z.object({ id: z.uuid() });

/** Sign-ins, refused ones too, and every other act about one's own account, newest first (SEC-10). */
export async function listActivity(
  ctx: UserContext,
  rawInput: z.input<typeof PageInput> = {},
): Promise<z.output<typeof AccountActsPage>> {
  const { cursor, limit } = PageInput.parse(rawInput);
  const before = decodeCursor(Position, cursor)?.id;
  const rows = await withUser(ctx.platform.db, ctx.user.id, (tx) =>
    listAccountActs(tx, ctx.user.id, { before, limit }),
  );
  const { items, nextCursor } = cutPage(rows, limit, ({ id }) => ({ id }));
  return { items: items.map(toView), nextCursor };
}

/** The same of everybody, for platform admins. @throws identity.platform_admin_only */
export async function listActivityOfAll(
  ctx: UserContext,
  rawInput: z.input<typeof ListAccountActsInput> = {},
): Promise<z.output<typeof AccountActsOfAllPage>> {
  if (!ctx.user.isPlatformAdmin) throw new DomainError("identity.platform_admin_only");
  const { cursor, limit, email } = ListAccountActsInput.parse(rawInput);
  const before = decodeCursor(Position, cursor)?.id;
  const rows = await listAccountActsOfAll(ctx.platform.db, { before, limit, email: email || undefined });
  const { items, nextCursor } = cutPage(rows, limit, ({ id }) => ({ id }));
  return { items: items.map((row) => ({ ...toView(row), person: row.person })), nextCursor };
}

const toView = ({ id, at, act, address, userAgent, about, actor, userId }: AccountActRow): AccountActView => ({
  id,
  at: at.toISOString(),
  act,
  address,
  userAgent,
  about,
  self: actor === `user:${userId}`,
});

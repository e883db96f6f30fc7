import { ListBodiesInput, ReplayBodiesInput, type BodiesPage, type ReplayedView } from "@nexusone/contracts/inbox";
import { listBodyRows, replayBodyRows } from "@nexusone/db/system/inbox-admin";
import { withUser } from "@nexusone/db/with-merchant";
import { z } from "zod";
import { cutPage, decodeCursor } from "../catalog/cursor.ts";
import type { UserContext } from "../context.ts";
import { DomainError } from "../errors.ts";

const Cursor = z.object({ id: z.uuid() });

/** What vendors posted, for whatever merchant, newest first; contents are not shown. @throws `identity.platform_admin_only` */
export async function listBodies(
  { user, platform }: UserContext,
  rawInput: z.input<typeof ListBodiesInput>,
): Promise<z.output<typeof BodiesPage>> {
  if (!user.isPlatformAdmin) throw new DomainError("identity.platform_admin_only");
  const { cursor, limit, state } = ListBodiesInput.parse(rawInput);
  const rows = await listBodyRows(platform.db, { state, before: decodeCursor(Cursor, cursor)?.id, limit });
  const page = cutPage(rows, limit, ({ id }) => ({ id }));
  return { ...page, items: page.items.map(({ receivedAt, ...row }) => ({ ...row, at: receivedAt.toISOString() })) };
}

/**
 * Has bodies split anew and their messages followed again; what was not signed by its account stays refused. On record for
 * the admin. Safe to repeat. @throws `identity.platform_admin_only` @returns how many
 */
export async function replayBodies(
  { user, platform }: UserContext,
  rawInput: z.input<typeof ReplayBodiesInput>,
): Promise<z.output<typeof ReplayedView>> {
  if (!user.isPlatformAdmin) throw new DomainError("identity.platform_admin_only");
  const { ids } = ReplayBodiesInput.parse(rawInput);
  return { count: await withUser(platform.db, user.id, (tx) => replayBodyRows(tx, ids)) };
}

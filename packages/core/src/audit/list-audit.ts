import { ListAuditInput, type AuditEntryView, type AuditPage, type AuditPeopleView } from "@nexusone/contracts/audit";
import { HIDDEN } from "@nexusone/contracts/audit-words";
import {
  listAuditRows,
  listAuditSubjects,
  listPeopleOnRecord,
  type AuditFilter,
  type AuditRow,
} from "@nexusone/db/queries/audit";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { z } from "zod";
import { authorize } from "../authorize.ts";
import { cutPage, decodeCursor } from "../catalog/cursor.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";

const Position = z.object({ id: z.uuid() });

/** Every sensitive write of the merchant, newest first (SEC-09). For owners and admins. */
export async function listAudit(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListAuditInput> = {},
): Promise<z.output<typeof AuditPage>> {
  authorize(ctx, "audit:read");
  const { cursor, limit, from, to, ...filter } = ListAuditInput.parse(rawInput);
  const before = decodeCursor(Position, cursor)?.id;
  const found = await readMerchant(ctx, (tx) =>
    describeEntries(tx, { ...filter, ...rangeOf({ from, to }), limit, before }),
  );
  return cutPage(found, limit, ({ id }) => ({ id }));
}

/** The entries that match, newest first, one more than `limit` when there are more, with the names of people and things. */
export async function describeEntries(tx: MerchantTx, filter: AuditFilter): Promise<AuditEntryView[]> {
  const [rows, people] = await Promise.all([listAuditRows(tx, filter), listPeopleOnRecord(tx)]);
  const subjects = await listAuditSubjects(tx, [...new Set(rows.map(({ rowId }) => rowId))]);
  const names = new Map(people.map(({ userId, name }) => [userId, name]));
  return rows.map((row) => toAuditView(row, names, subjects.get(row.rowId)));
}

/** Who is on record, by name: whom the list can be filtered by. For owners and admins. */
export async function listAuditPeople(ctx: ServiceContext): Promise<z.infer<typeof AuditPeopleView>> {
  authorize(ctx, "audit:read");
  const people = await readMerchant(ctx, listPeopleOnRecord);
  return people.toSorted((a, b) => a.name.localeCompare(b.name));
}

export const rangeOf = ({ from, to }: { from?: string | undefined; to?: string | undefined }) => ({
  from: from === undefined ? undefined : new Date(from),
  to: to === undefined ? undefined : new Date(to),
});

/** The name a row that is gone had, where its record holds one or says whose it was. */
const nameIn = ({ before, after }: AuditRow, names: ReadonlyMap<string, string>): string | null => {
  const known = names.get(String(before?.["user_id"] ?? after?.["user_id"]));
  const name = known ?? before?.["name"] ?? after?.["name"] ?? before?.["url"];
  return typeof name === "string" && name !== HIDDEN ? name : null;
};

function toAuditView(
  row: AuditRow,
  names: ReadonlyMap<string, string>,
  subject: AuditEntryView["subject"] = { name: nameIn(row, names), productId: null },
): AuditEntryView {
  const { id, at, tableName, rowId, operation, before, after, actorKind, actorId, userId, requestId } = row;
  const machine = actorKind === "job" || actorKind === "system" ? (actorId ?? "") : "";
  return {
    id,
    at: at.toISOString(),
    table: tableName,
    rowId,
    subject,
    operation,
    before,
    after,
    actor: { kind: actorKind, id: actorId, name: (userId === null ? undefined : names.get(userId)) ?? machine },
    userId,
    requestId,
  };
}

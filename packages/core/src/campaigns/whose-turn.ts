import type { JoinedRow } from "@nexusone/db/queries/campaign-joined";
import type { RecipientRow } from "@nexusone/db/queries/campaign-recipients";

/** `by`: the row on which it is said that the person got it. `not`: rows of the same person that get nothing. */
export type WhoseTurn = {
  readonly personId: string;
  readonly by: RecipientRow | undefined;
  readonly not: RecipientRow[];
};

/**
 * Of rows whose time has come, the people to write to: several rows are one person when contacts were made one, and whoever is one gets
 * one message. The person's own row bears it, however it stood; only without one it is a row of who was joined with them. Pure.
 * @param rows to settle. @param joined all rows of the campaign of the people whom these are now, whatever their state.
 */
export function whoseTurn(
  rows: readonly RecipientRow[],
  people: ReadonlyMap<string, string>,
  joined: readonly JoinedRow[],
): WhoseTurn[] {
  const due = Map.groupBy(
    rows.filter(({ contactId }) => people.has(contactId)),
    ({ contactId }) => people.get(contactId)!, // just looked at
  );
  const all = Map.groupBy(joined, ({ personId }) => personId);
  return [...due].map(([personId, waiting]) => {
    const known = (all.get(personId) ?? []).map(({ row }) => row);
    const own = known.find(({ contactId }) => contactId === personId);
    const isReached = known.some(({ state }) => state === "queued");
    // Their own turn comes later by itself.
    const isLater = own?.state === "pending" && !waiting.some(({ id }) => id === own.id);
    const by = isReached || isLater ? undefined : (own ?? waiting[0]);
    return { personId, by, not: waiting.filter(({ id }) => id !== by?.id) };
  });
}

import { z } from "zod";
import { DomainError } from "../errors.ts";

/** Cursors are opaque to clients: JSON in base64url, checked on the way back. */
export const encodeCursor = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Throws `request.invalid` for anything we did not make for this list. */
export function decodeCursor<S extends z.ZodType>(schema: S, cursor: string | undefined): z.output<S> | undefined {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (error) {
    throw new DomainError("request.invalid", { problem: "the cursor is not one of this list" }, error);
  }
}

/** Position in a list ordered by an instant and an id. */
export const InstantKey = z
  .object({ at: z.iso.datetime(), id: z.uuid() })
  .transform(({ at, id }) => ({ at: new Date(at), id }));

/** Cuts the one row too many that a page was asked with, and names where the next page starts. */
export function cutPage<T>(rows: readonly T[], limit: number, keyOf: (row: T) => unknown) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null };
}

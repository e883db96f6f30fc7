import type { MessageRow } from "@nexusone/db/queries/sending";
import type { Asked } from "./guard.ts";
import { bodyOf } from "./line.ts";

/** What a message of the line is, and what it is about where its body does not say so. */
export const askedOf = (row: Pick<MessageRow, "body" | "priority">): Asked => ({
  message: bodyOf(row),
  ...(row.priority === "campaign" && { purpose: "marketing" }),
});

import type { DraftView, PageReading } from "@nexusone/contracts/imports";
import type { DraftRow } from "@nexusone/db/queries/imports-drafts";
import type { z } from "zod";

export type Reading = z.output<typeof PageReading>;

export function toDraftView(row: DraftRow): z.output<typeof DraftView> {
  const reading = row.reading as Reading; // checked when the draft was made
  const view = {
    id: row.id,
    externalId: row.externalId,
    name: reading.name,
    imageUrl: reading.imageUrl,
    url: reading.url,
    minUsd: reading.minUsd,
    maxUsd: reading.maxUsd,
    state: row.state,
    reason: row.reason,
    attempts: row.attempts,
    nextAttemptAt: row.state === "waiting" ? (row.nextAttemptAt?.toISOString() ?? null) : null,
    productId: row.productId,
    createdAt: row.createdAt.toISOString(),
  };
  return view as z.output<typeof DraftView>; // ids come from our own uuid columns
}

import type { SupplierId } from "@nexusone/contracts/ids";
import type { ImportSource } from "@nexusone/contracts/imports";
import type { NewImportLog } from "@nexusone/db/queries/imports-logs";
import type { ServiceContext } from "../context.ts";
import type { DomainError } from "../errors.ts";
import type { Edit } from "./apply-edit.ts";
import { importerOf } from "./importer.ts";
import type { LogMemo } from "./import-rows.ts";

/** A preview row without its snapshot. */
export type Head = {
  readonly id: string;
  readonly supplier: SupplierId | null;
  readonly externalId: string | null;
  readonly name: string | null;
  readonly imageUrl: string | null;
  readonly source: ImportSource;
};

/** The log of a row about to be carried out, or refused already. */
export function newLog(
  ctx: ServiceContext,
  previewId: string,
  head: Head,
  outcome: { edit: Edit | null; refusal?: DomainError },
): NewImportLog {
  const now = ctx.platform.clock.now();
  const { userId, name, extensionSessionId } = importerOf(ctx.actor);
  const { edit, refusal } = outcome;
  return {
    previewId,
    rowId: head.id,
    supplier: head.supplier!, // a row that can be imported names its supplier
    externalId: head.externalId ?? "",
    name: head.name,
    imageUrl: head.imageUrl,
    source: head.source,
    state: refusal ? "failed" : "queued",
    reason: refusal?.reason ?? null,
    reasonDetails: refusal?.details ?? {},
    edit: { edit, createdCategoryId: null } satisfies LogMemo,
    userId,
    userName: name,
    extensionSessionId,
    finishedAt: refusal ? now : null,
    createdAt: now,
  };
}

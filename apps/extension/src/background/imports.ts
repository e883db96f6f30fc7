import { ImportPreview, ImportView } from "@nexusone/contracts/imports";
import type { z } from "zod";
import type { CreateDraftInput, CommitImportInput, ImportRowView, UndoImportInput } from "@nexusone/contracts/imports";
import { refusing, type Call } from "./api.ts";
import { Refused, readerOf } from "./refused.ts";
import { cardPreview, importedRow } from "./present.ts";
import { local, type Intent, type Stores } from "./stores.ts";
import type { BatchSettings, CardPreview, Drafted, Facets, ImportedRow } from "../views.ts";

const INTENT = "intent:";
// As long as a preview is valid at the server.
const INTENT_MS = 30 * 60_000;
const ASK_AGAIN_MS = 400;
const ASK_AT_MOST = 50;

export type ImportDeps = {
  readonly stores: Stores;
  readonly call: Call;
  readonly builtInServer: string;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** What every product brings that this browser imports. */
  readonly defaults: () => Promise<BatchSettings>;
};
type Commit = z.output<typeof CommitImportInput>;
type Row = z.infer<typeof ImportRowView>;

/** Previews and imports of one product. A commit is written down before it is sent, and repeated until it is answered. */
export function createImports({ stores, call, builtInServer, now, wait, defaults }: ImportDeps) {
  const reader = () => readerOf(stores, builtInServer);

  /** The stored plan of importing this product, from its id alone: the page may still show the product before it. */
  async function preview(pid: string): Promise<CardPreview> {
    const items = [{ ref: pid, ...(await defaults()) }];
    const answer = await call((client) => client.imports.preview.mutate({ items }));
    const plan = await refusing(async () => ImportPreview.parse(answer));
    const row = plan.rows[0];
    if (!row) throw new Refused("import.product_unknown");
    return cardPreview(plan, row, pid, await reader(), now());
  }

  async function commit(input: Commit): Promise<ImportedRow> {
    const { sessionId } = (await local(stores, "pairing")) ?? {};
    if (!sessionId) throw new Refused("extension.not_paired");
    const intent: Intent = { sessionId, at: now(), input };
    await stores.local.set({ [INTENT + input.previewId]: intent });
    return carryOut(input);
  }

  async function carryOut(input: Commit): Promise<ImportedRow> {
    const key = INTENT + input.previewId;
    try {
      const row = await committed(input);
      await stores.local.remove(key);
      return importedRow(row, await reader(), now());
    } catch (error) {
      // Unanswered is not refused: whether it happened is asked again by repeating it.
      if (error instanceof Refused && error.code !== "extension.server_unreachable") await stores.local.remove(key);
      throw error;
    }
  }

  /** One product is imported within the call; a server that queues it is asked until it is settled. */
  async function committed(input: Commit): Promise<Row> {
    let answer = await call((client) => client.imports.commit.mutate(input));
    for (let asked = 0; asked < ASK_AT_MOST; asked++) {
      const view = answer;
      const { rows } = await refusing(async () => ImportView.parse(view));
      const row = rows[0];
      if (row && row.state !== "queued") {
        if (row.state === "failed") throw new Refused(row.reason ?? "request.internal", row.reasonDetails);
        return row;
      }
      await wait(ASK_AGAIN_MS);
      answer = await call((client) => client.imports.get.query({ id: input.previewId }));
    }
    throw new Refused("extension.server_unreachable");
  }

  /** At each start of the worker: what an earlier run sent and never saw answered. */
  async function resume(): Promise<void> {
    const pairing = await local(stores, "pairing");
    const stored = await stores.local.get(null);
    for (const key of Object.keys(stored).filter((name) => name.startsWith(INTENT))) {
      // Only this file writes these keys.
      const intent = stored[key] as Intent;
      const ours = intent.sessionId === pairing?.sessionId && now() - intent.at < INTENT_MS;
      if (!ours) await stores.local.remove(key);
      // Its refusal was this import's answer; the card asks again when somebody still looks at it.
      else await carryOut(intent.input as Commit).catch((error: unknown) => settledOrThrow(error));
    }
  }

  async function undo(input: z.output<typeof UndoImportInput>): Promise<ImportedRow> {
    const row = await call((client) => client.imports.undo.mutate(input));
    return importedRow(row, await reader(), now());
  }

  async function createDraft(input: z.output<typeof CreateDraftInput>): Promise<Drafted> {
    const draft = await call((client) => client.imports.createDraft.mutate(input));
    return { id: draft.id, name: draft.name, listUrl: `${(await reader()).adminUrl ?? ""}/imports` };
  }

  async function list(): Promise<ImportedRow[]> {
    const page = await call((client) => client.imports.list.query({ limit: 8 }));
    const who = await reader();
    return page.items.map((row) => importedRow(row, who, now()));
  }

  async function facets(): Promise<Facets> {
    const found = await call((client) => client.catalog.listFacets.query());
    return { categories: found.categories.map(({ name }) => name), tags: found.tags };
  }

  return { preview, commit, undo, createDraft, list, facets, resume };
}
export type ImportVerbs = ReturnType<typeof createImports>;

function settledOrThrow(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
}

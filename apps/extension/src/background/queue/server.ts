import { PriceRuleSchema } from "@nexusone/contracts/pricing";
import { z } from "zod";
import { refusing, type Call } from "../api.ts";
import type { Edit, Item, Price, Row, RowState, Rule, Settings } from "./batch.ts";

const Details = z.record(z.string(), z.union([z.string(), z.number()]));
const Margin = z.object({ currency: z.string(), percentOfPriceBps: z.number() });
const Numbers = z.object({
  minPriceMinor: z.number().nullable(),
  maxPriceMinor: z.number().nullable(),
  margin: Margin.nullable(),
  freight: z.object({ banded: z.boolean() }).nullable(),
});
const PlanRow = z.object({
  id: z.string(),
  ref: z.string(),
  name: z.string().nullable(),
  imageUrl: z.string().nullable(),
  status: z.enum(["reading", "ok", "excluded"]),
  reason: z.string().nullable(),
  reasonDetails: Details,
  belowFloor: z.boolean(),
  numbers: Numbers.nullable(),
});
/** What the queue keeps of a plan; a server that adds to it breaks nothing here. */
const Plan = z.object({
  id: z.string(),
  expiresAt: z.string(),
  state: z.enum(["reading", "ready"]),
  rows: z.array(PlanRow),
  cost: z.object({ credits: z.number() }),
  creditsAvailable: z.number(),
  pricing: z.object({ floorMarginBps: z.number(), defaultPriceRule: PriceRuleSchema }),
});
const Import = z.object({
  id: z.string(),
  state: z.string(),
  rows: z.array(
    z.object({
      rowId: z.string().nullable(),
      externalId: z.string(),
      state: z.enum(["queued", "imported", "failed", "undone"]),
      reason: z.string().nullable(),
      reasonDetails: Details,
    }),
  ),
});

const Left = z.object({ name: z.string().nullable(), externalId: z.string() });
const Undone = z.object({
  undone: z.number(),
  credits: z.number(),
  edited: z.array(Left),
  refused: z.array(z.object({ row: Left, cause: z.enum(["expired", "gone", "ordered"]) })),
});

export type PlanAnswer = Omit<z.infer<typeof Plan>, "rows"> & { rows: Row[] };
export type ImportAnswer = z.infer<typeof Import>;
export type UndoneAnswer = z.infer<typeof Undone>;

/** The server's half of the queue. Each call may be repeated: it answers with what the first one did. */
export type QueueServer = {
  startPreview(key: string, items: readonly Item[], settings: Settings): Promise<PlanAnswer>;
  getPreview(id: string): Promise<PlanAnswer>;
  /** Prices and margins of these rows by another rule, as the commit will carry them out. */
  reprice(previewId: string, rowIds: readonly string[], priceRule: Rule): Promise<PlanAnswer>;
  commit(previewId: string, edits: readonly Edit[]): Promise<ImportAnswer>;
  getImport(previewId: string): Promise<ImportAnswer>;
  setPaused(previewId: string, paused: boolean): Promise<ImportAnswer>;
  undo(previewId: string, force: boolean): Promise<UndoneAnswer>;
};

export function queueServer(call: Call): QueueServer {
  const plan = async (answer: unknown): Promise<PlanAnswer> => {
    const read = await refusing(async () => Plan.parse(answer));
    return { ...read, rows: read.rows.map(planRow) };
  };
  const outcome = (answer: unknown) => refusing(async () => Import.parse(answer));
  return {
    startPreview: async (key, items, settings) =>
      plan(
        await call((client) =>
          client.imports.startPreview.mutate({ key, items: items.map(({ pid }) => ({ ref: pid, ...settings })) }),
        ),
      ),
    getPreview: async (id) => plan(await call((client) => client.imports.getPreview.query({ id }))),
    reprice: async (id, rowIds, priceRule) =>
      plan(
        await call((client) => client.imports.editPreview.mutate({ id, rowIds: [...rowIds], change: { priceRule } })),
      ),
    commit: async (previewId, edits) =>
      outcome(await call((client) => client.imports.commit.mutate({ previewId, edits: [...edits] }))),
    getImport: async (id) => outcome(await call((client) => client.imports.get.query({ id }))),
    setPaused: async (id, paused) =>
      outcome(
        await call((client) => (paused ? client.imports.pause.mutate({ id }) : client.imports.resume.mutate({ id }))),
      ),
    undo: async (id, force) => {
      const answer = await call((client) => client.imports.undoBatch.mutate({ id, force }));
      return refusing(async () => Undone.parse(answer));
    },
  };
}

function planRow(row: z.infer<typeof PlanRow>): Row {
  const { id, ref, name, imageUrl, reason, reasonDetails, belowFloor } = row;
  const state: RowState = row.status;
  return {
    ...{ rowId: id, pid: ref, name, imageUrl, state, reason, details: reasonDetails, belowFloor },
    price: row.numbers && priceOf(row.numbers),
  };
}

/** Its weakest variant's margin speaks for the product. */
function priceOf({ minPriceMinor, maxPriceMinor, margin, freight }: z.infer<typeof Numbers>): Price | null {
  if (minPriceMinor === null || maxPriceMinor === null || margin === null) return null;
  return {
    currency: margin.currency,
    fromMinor: minPriceMinor,
    toMinor: maxPriceMinor,
    percentBps: margin.percentOfPriceBps,
    banded: freight?.banded ?? false,
  };
}

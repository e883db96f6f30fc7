import type { PriceRuleSchema } from "@nexusone/contracts/pricing";
import type { z } from "zod";
import type { Refused, Said } from "../refused.ts";

export type Rule = z.output<typeof PriceRuleSchema>;
/** What a batch brings to all its products; absent means the shop's own. */
export type Settings = {
  priceRule?: Rule | undefined;
  categoryName?: string | undefined;
  tags?: string[] | undefined;
};
export type Item = { pid: string; name: string | null; imageUrl: string | null };

/**
 * Where a batch stands. What is about to be sent is stored first: `asking` and `committing` mean "sent, or about to be", and
 * are sent again until they are answered. The server answers a repeated question with what it did the first time.
 */
export type Stage = "waiting" | "asking" | "reading" | "triage" | "committing" | "importing" | "done";

export type RowState = "reading" | "ok" | "excluded" | "queued" | "imported" | "failed" | "undone";
export type Price = {
  currency: string;
  fromMinor: number;
  toMinor: number;
  /** The least any variant earns, of its price. */
  percentBps: number | null;
  banded: boolean;
};
export type Row = {
  rowId: string | null;
  pid: string;
  name: string | null;
  imageUrl: string | null;
  state: RowState;
  reason: string | null;
  details: Record<string, string | number>;
  belowFloor: boolean;
  price: Price | null;
};

export type Hold = {
  code: string;
  details: Record<string, string | number>;
  said: Said | null;
  /** Only a person can help; otherwise it is tried again by itself. */
  held: boolean;
};
export type Edit = Settings & { rowId: string; include?: boolean };

/** One selection on its way into the catalogue, as it lies in storage.local. */
export type Batch = {
  id: string;
  /** Of the plan asked for now; a plan that ran out is asked for anew with another one. */
  key: string;
  merchantId: string;
  merchantName: string;
  addedAt: number;
  stage: Stage;
  items: Item[];
  settings: Settings;
  previewId: string | null;
  expiresAt: string | null;
  credits: { each: number; left: number } | null;
  floorMarginBps: number | null;
  /** The shop's own, which is followed where the batch names none. */
  shopRule: Rule | null;
  rows: Row[];
  edits: Edit[];
  /** A person holds what is not imported yet, at the server. */
  paused: boolean;
  hold: Hold | null;
  failures: number;
  nextAt: number;
  doneAt: number | null;
};

export const isOpen = ({ stage }: Batch): boolean => stage !== "done";
/** Has something to do that needs no person. */
export const isBusy = (batch: Batch): boolean =>
  isOpen(batch) && batch.stage !== "triage" && !rests(batch) && !batch.hold?.held;
/** A paused import is looked at once after somebody asked for it (`nextAt` 0), until that is answered. */
const rests = ({ paused, nextAt, hold }: Batch): boolean => paused && nextAt > 0 && hold === null;
/** Its import was sent, or may have been: its outcome is the server's to say. */
export const isSent = ({ stage }: Batch): boolean => stage === "committing" || stage === "importing";

/** Only a new plan of the same products puts it right. */
export const outlived = (code: string): boolean => code === "preview.expired" || code === "preview.not_found";

export const itemRow = ({ pid, name, imageUrl }: Item): Row => ({
  ...{ rowId: null, pid, name, imageUrl, state: "reading", reason: null, details: {}, belowFloor: false, price: null },
});

export const holdOf = ({ code, details, said }: Refused, held: boolean): Hold => ({
  ...{ code, details, held },
  said: said ?? null,
});

/** Asks for a new plan of its products, as if nobody had asked before. */
export const anew = (batch: Batch, key: string): Batch => ({
  ...batch,
  ...{ key, stage: "waiting", previewId: null, expiresAt: null, credits: null, rows: [], edits: [] },
  ...{ paused: false, hold: null, failures: 0, nextAt: 0, doneAt: null },
});

import { fill } from "@nexusone/contracts/locale";
import { formatMoney, formatPercent } from "@nexusone/contracts/money";
import { count } from "../../format.ts";
import type { QueueBatch, QueueRow, QueueUndone, QueueView } from "../../views.ts";
import { refusalOf, type Reader } from "../refused.ts";
import { itemRow, type Batch, type Price, type Row } from "./batch.ts";
import { QUEUE_WORDS } from "./queue-words.ts";
import type { UndoneAnswer } from "./server.ts";

/** The queue in the reader's words, newest batch first. */
export const queueView = (batches: readonly Batch[], reader: Reader): QueueView => ({
  batches: batches.map((batch) => batchView(batch, reader)),
});

export function undoneView(answer: UndoneAnswer, queue: QueueView, { locale }: Reader): QueueUndone {
  const words = QUEUE_WORDS[locale];
  const nameOf = (row: { name: string | null; externalId: string }) => row.name ?? row.externalId;
  return {
    queue,
    say: fill(words.undoneMany, { count: count(answer.undone, locale), credits: count(answer.credits, locale) }),
    edited: answer.edited.map(nameOf),
    refused: answer.refused.map(({ row, cause }) => fill(words[cause], { name: nameOf(row) })),
  };
}

function batchView(batch: Batch, reader: Reader): QueueBatch {
  const stored = batch.rows.length > 0 ? batch.rows : batch.items.map(itemRow);
  const reasons = stored.map((row) => reasonFor(row, batch, reader));
  const { hold, credits } = batch;
  return {
    id: batch.id,
    state: stateOf(batch),
    addedAt: new Date(batch.addedAt).toISOString(),
    merchantName: batch.merchantName,
    read: stored.filter(({ state }) => settled(batch, state)).length,
    total: stored.length,
    counts: grouped(reasons),
    rows: stored.map((row, at) => rowView(row, reasons[at]?.say ?? "", reader)),
    refusal: hold && refusalOf(reader, hold.code, hold.details, hold.said ?? undefined),
    creditsEach: credits?.each ?? null,
    creditsSay:
      credits &&
      fill(QUEUE_WORDS[reader.locale].credits, { count: credits.each, left: count(credits.left, reader.locale) }),
    pausable: batch.stage === "importing" && !hold?.held,
    imported: stored.filter(({ state }) => state === "imported").length,
    settings: batch.settings,
  };
}

function stateOf({ stage, paused, hold }: Batch): QueueBatch["state"] {
  if (hold?.held) return "held";
  if (paused) return "paused";
  if (stage === "asking") return "waiting";
  return stage === "committing" ? "importing" : stage;
}

/** Read, while it is read; imported or refused, once it is imported. */
const settled = ({ stage }: Batch, state: Row["state"]): boolean =>
  stage === "committing" || stage === "importing" ? state !== "queued" : state !== "reading";

type Group = { reason: string | null; say: string };

function reasonFor(row: Row, { floorMarginBps }: Batch, reader: Reader): Group {
  const words = QUEUE_WORDS[reader.locale];
  if (row.reason !== null) return { reason: row.reason, say: refusalOf(reader, row.reason, row.details).sentence };
  if (row.state === "ok" && row.belowFloor) {
    const floor = (floorMarginBps ?? 0) / 100;
    const code = "catalog.price_below_floor";
    return { reason: code, say: refusalOf(reader, code, { floor }).sentence };
  }
  return { reason: null, say: row.state === "excluded" ? words.failed : words[row.state] };
}

/** What goes well first, then the reasons, the most frequent first. */
function grouped(reasons: readonly Group[]): QueueBatch["counts"] {
  const groups = new Map<string, Group & { count: number }>();
  for (const { reason, say } of reasons) groups.set(say, { reason, say, count: (groups.get(say)?.count ?? 0) + 1 });
  return [...groups.values()].toSorted(
    (a, b) => Number(a.reason !== null) - Number(b.reason !== null) || b.count - a.count,
  );
}

const rowView = (row: Row, say: string, { locale }: Reader): QueueRow => ({
  ...{ rowId: row.rowId, pid: row.pid, name: row.name, imageUrl: row.imageUrl, say },
  ok: row.state === "ok" || row.state === "queued" || row.state === "imported",
  price: row.price && priceText(row.price, locale),
});

function priceText({ currency, fromMinor, toMinor, percentBps, banded }: Price, locale: string): string {
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const price = fromMinor === toMinor ? money(fromMinor) : `${money(fromMinor)} – ${money(toMinor)}`;
  return percentBps === null ? price : `${price} · ${banded ? "~" : ""}${formatPercent(percentBps, locale)}`;
}

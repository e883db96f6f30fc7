import type { Locale } from "@nexusone/contracts/locale";
import type { Batch, Hold, Row, Stage } from "../background/queue/batch.ts";
import { queueView, undoneView } from "../background/queue/present.ts";
import { refusalOf, type Reader } from "../background/refused.ts";
import type { Name } from "../messages.ts";
import type { Reply } from "../refusal.ts";
import type { Send } from "../send.ts";
import type { OptionsView, PopupView } from "../views.ts";
import { PICTURE, uuid } from "./sample-plan.ts";
import { ADMIN, sampleAccount, sampleRows, SERVER } from "./sample-popup.ts";
import type { OptionsStateName, PanelStateName } from "./states.ts";

const NAMES = [
  "Fleece Lined Rain Jacket With Hood",
  "Wireless Earbuds X9 with Charging Case and Extra Tips",
  "Silicone Trivet Mat",
  "LED Desk Lamp",
  "Foldable Storage Basket",
  "Cat Water Fountain",
];

const row = (at: number, over: Partial<Row>): Row => ({
  ...{ rowId: uuid(100 + at), pid: `260302141827551${at}`, name: NAMES[at % NAMES.length] ?? null, imageUrl: PICTURE },
  ...{ state: "ok", reason: null, details: {}, belowFloor: false },
  price: { currency: "EUR", fromMinor: 3_799 + at, toMinor: 4_199 + at, percentBps: 3_120, banded: at % 2 === 1 },
  ...over,
});

function batch(stage: Stage, count: number, over: Partial<Batch> = {}, of: (at: number) => Partial<Row> = () => ({})) {
  const rows = Array.from({ length: count }, (_, at) => row(at, of(at)));
  const made: Batch = {
    ...{ id: uuid(30), key: uuid(31), merchantId: uuid(9), merchantName: "Demo Store" },
    ...{ addedAt: Date.now() - 120_000, stage, rows, settings: {}, previewId: uuid(1), expiresAt: null, edits: [] },
    items: rows.map(({ pid, name, imageUrl }) => ({ pid, name, imageUrl })),
    ...{
      credits: { each: 3, left: 2_997 },
      floorMarginBps: 1_500,
      shopRule: null,
      paused: false,
      hold: null,
      failures: 0,
      nextAt: 0,
      doneAt: null,
    },
    ...over,
  };
  return made;
}

const hold = (code: string, held: boolean, details = {}): Hold => ({ code, details, said: null, held });

function triageRow(at: number): Partial<Row> {
  if (at === 1) return { belowFloor: true };
  if (at === 2) return { state: "excluded", reason: "catalog.already_imported", price: null };
  if (at === 3) return { state: "excluded", reason: "import.no_route", details: { country: "FR" }, price: null };
  return {};
}
const readRow = (at: number): Partial<Row> => (at < 4 ? {} : { state: "reading", price: null });
const doneRow = (at: number): Partial<Row> =>
  at === 3 ? { state: "failed", reason: "preview.moved", price: null } : { state: "imported" };

function batchesOf(name: PanelStateName): Batch[] {
  switch (name) {
    case "panel-empty":
    case "panel-unreachable":
      return [];
    case "panel-reading":
      return [batch("reading", 6, {}, readRow)];
    case "panel-triage":
      return [batch("triage", 6, {}, triageRow)];
    case "panel-unpaired":
      return [batch("asking", 6, { hold: hold("extension.session_expired", true) }, readRow)];
    case "panel-held":
      return [
        batch("reading", 6, { hold: hold("extension.other_merchant", true, { merchant: "Demo Store" }) }, readRow),
      ];
    case "panel-away":
      return [batch("reading", 6, { hold: hold("extension.server_unreachable", false) }, readRow)];
    case "panel-paused":
      return [batch("importing", 6, { paused: true }, (at) => ({ state: at < 3 ? "imported" : "queued" }))];
    case "panel-throttled":
      return [batch("reading", 6, { hold: hold("cj.rate_limited", false) }, readRow)];
    case "panel-done":
      return [batch("done", 6, {}, doneRow)];
    case "panel-many":
      return [
        batch("triage", 60, { id: uuid(40) }, triageRow),
        batch("importing", 6, { id: uuid(41) }, (at) => ({ state: at < 3 ? "imported" : "queued" })),
        batch("done", 1, { id: uuid(42) }, () => ({ state: "imported" })),
      ];
  }
}

const expires = () => new Date(Date.now() + 30 * 86_400_000).toISOString();
const paired = () => ({
  ...{ serverUrl: SERVER, merchantName: "Demo Store", adminUrl: ADMIN, sessionExpiresAt: expires() },
});

const viewOf = (locale: Locale, over: Partial<PopupView>): PopupView => ({
  ...{ locale, builtInServer: SERVER, paired: null, offer: null, ended: null },
  ...over,
});

/** The queue of a panel's picture, as every part of the extension is told of it. */
export const sampleQueue = (name: PanelStateName, locale: Locale) =>
  queueView(batchesOf(name), { locale, adminUrl: ADMIN });

/** A background that answers the panel from fixed data. */
export function panelSend(name: PanelStateName, locale: Locale): Send {
  const reader: Reader = { locale, adminUrl: ADMIN };
  const unpaired = name === "panel-unpaired";
  const view = unpaired ? { ended: refusalOf(reader, "extension.session_expired") } : { paired: paired() };
  const answer = answering({
    "popup.open": viewOf(locale, view),
    "queue.get": queueView(batchesOf(name), reader),
    "queue.undo": undone(name, reader),
    "imports.list": name === "panel-empty" ? [] : sampleRows(reader),
    ...common(locale),
  });
  const away = { ok: false, reason: refusalOf(reader, "extension.server_unreachable") };
  const server = ["imports.list", "account.get", "catalog.facets"];
  return (async (asked: never, input: never) =>
    name === "panel-unreachable" && server.includes(asked) ? away : answer(asked, input)) as Send;
}

/** One of five was changed since. */
const undone = (name: PanelStateName, reader: Reader) =>
  undoneView(
    {
      ...{ undone: 4, credits: 12, refused: [] },
      edited: [{ name: NAMES[2] ?? null, externalId: "260302141827551" }],
    },
    queueView(batchesOf(name), reader),
    reader,
  );

/** A background that answers the options from fixed data. */
export function optionsSend(name: OptionsStateName, locale: Locale): Send {
  const offer = { serverUrl: SERVER, merchantName: "Second Store", userName: "Demo Owner", expiresAt: expires() };
  const options: OptionsView = {
    ...{ locale, language: null, version: "0.1.0" },
    defaults: name === "options-paired" ? { categoryName: "Rain Jackets", tags: ["outdoor", "winter"] } : {},
  };
  return answering({
    "options.get": options,
    "options.keep": options,
    "popup.open": viewOf(locale, {
      paired: name === "options-unpaired" ? null : paired(),
      offer: name === "options-offer" ? { ...offer, scopes: ["catalog:read", "catalog:import"] } : null,
    }),
    ...common(locale),
  });
}

const common = (locale: Locale) => ({
  "catalog.facets": { categories: ["Rain Jackets", "Boots"], tags: ["outdoor", "winter"] },
  "account.get": sampleAccount(locale),
});

// Each value above has the shape its message declares; what is only sent is answered with nothing.
const answering = (values: Partial<Record<Name, unknown>>): Send =>
  (async (asked: Name): Promise<Reply<unknown>> => ({ ok: true, value: values[asked] ?? null })) as Send;

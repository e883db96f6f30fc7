import type { Locale } from "@nexusone/contracts/locale";
import type { PricingTerms } from "@nexusone/contracts/margin";
import type { PriceRule } from "@nexusone/contracts/price-rule";
import type { ListingWords } from "./content/cj-listing/words.ts";
import type { Words } from "./content/words.ts";
import type { Refusal } from "./refusal.ts";

/** What the parts of the extension show. Types only: the content script carries no schema. */

export type Place = { right: number; top: number };

/** What the card knows before anything is asked of a server. */
export type CardOpening = {
  paired: boolean;
  /** Why this browser is no longer paired, when it once was. */
  ended: Refusal | null;
  locale: Locale;
  /** The card's sentences in that language: the page loads no dictionary. */
  words: Words;
  /** The card's style sheet, likewise only where a card is drawn. */
  css: string;
  place: Place | null;
  collapsed: boolean;
  /** An unreadable page was already reported in this browser session. */
  told: boolean;
  /** The daily self-check of product pages has not run yet. */
  check: boolean;
};

export type CardVariant = {
  externalId: string;
  label: string;
  options: string[];
  imageUrl: string | null;
  /** Exact decimal US dollars, for the arithmetic. */
  costUsd: string | null;
  freightUsd: string | null;
  /** The quote was made for similar parcels: numbers from it are marked "~". */
  banded: boolean;
  /** The same facts as the card writes them, in the reader's language. */
  says: {
    cost: string;
    freight: string;
    /** Carrier and days. */
    carrier: string;
    /** How old the quote is, and what kind. */
    quote: string;
    stock: { country: string; total: string; atCj: string }[] | null;
  };
  priceMinor: number | null;
  /** Why this variant would be left out, as a sentence. */
  reason: string | null;
};

/** One product's stored preview, as the card needs it. */
export type CardPreview = {
  previewId: string;
  rowId: string;
  pid: string;
  expiresAt: string;
  name: string | null;
  imageUrl: string | null;
  /** Why it cannot be imported; the numbers are shown all the same. */
  refusal: Refusal | null;
  existing: boolean;
  removed: boolean;
  rule: PriceRule;
  categoryName: string;
  tags: string[];
  optionNames: string[];
  variants: CardVariant[];
  terms: PricingTerms;
  floorMarginBps: number;
  destinationCountry: string;
  /** What the import costs and what is left, as a sentence; likewise what being under the floor means. */
  creditsSay: string;
  floorSays: string;
};

export type ImportedRow = {
  importLogId: string;
  externalId: string;
  name: string | null;
  imageUrl: string | null;
  state: "queued" | "imported" | "failed" | "undone";
  refusal: Refusal | null;
  /** The product in the admin. */
  productUrl: string | null;
  createdAt: string;
  /** Whether Undo is still offered. */
  undoable: boolean;
};

export type Drafted = { id: string; name: string | null; listUrl: string };
export type Facets = { categories: string[]; tags: string[] };

export type Offer = {
  serverUrl: string;
  merchantName: string;
  userName: string;
  scopes: string[];
  expiresAt: string;
};

/** The popup's first glance, from storage alone. */
export type PopupView = {
  locale: Locale;
  builtInServer: string;
  paired: { serverUrl: string; merchantName: string; adminUrl: string; sessionExpiresAt: string } | null;
  offer: Offer | null;
  ended: Refusal | null;
};

/** A product chosen on a listing, as it travels between pages. */
export type Selected = { pid: string; name: string | null; imageUrl: string | null };

/** What a listing knows before anything is asked of a server. */
export type ListingOpening = {
  paired: boolean;
  ended: Refusal | null;
  locale: Locale;
  words: ListingWords;
  css: string;
  selection: Selected[];
  /** Whether the offer to pair was closed in this browser session. */
  hinted: boolean;
  /** The daily self-check of listings has not run yet. */
  check: boolean;
};

/** One product of a listing, in finished words. Nothing known: the cost alone. */
export type TileView = {
  pid: string;
  cost: string | null;
  /** `changed`: the page's price is not the cost it was imported with. */
  imported: { href: string; title: string; changed: boolean } | null;
  /** From a stored quote, marked "~", or from the preview a person asked for. */
  margin: { say: string; title: string; tone: "good" | "bad" } | null;
  /** Why a margin that was asked for is not there. */
  note: string | null;
};

/** An imported product then and now, in finished words. */
export type DriftView = {
  productId: string;
  /** Something that follows the supplier is different there. */
  differs: boolean;
  title: string;
  figures: { label: string; before: string; now: string }[];
  changes: string[];
  /** The button that brings the changes over; null when there is nothing to bring. */
  fix: string | null;
  fixing: string;
};

/** What a batch brings to all its products; what is absent is the shop's own. */
export type BatchSettings = {
  priceRule?: PriceRule | undefined;
  categoryName?: string | undefined;
  tags?: string[] | undefined;
};

export type QueueRow = {
  rowId: string | null;
  pid: string;
  name: string | null;
  imageUrl: string | null;
  /** Its state or why it is left out; the same sentence as its group in `counts`. */
  say: string;
  ok: boolean;
  /** Price and margin as the plan has them. */
  price: string | null;
};

export type QueueBatch = {
  id: string;
  /** `held` waits for a person; a refusal beside another state is tried again by itself. */
  state: "waiting" | "reading" | "triage" | "importing" | "paused" | "held" | "done";
  addedAt: string;
  merchantName: string;
  /** Products settled in this state, of all of them. */
  read: number;
  total: number;
  counts: { reason: string | null; say: string; count: number }[];
  rows: QueueRow[];
  refusal: Refusal | null;
  creditsEach: number | null;
  creditsSay: string | null;
  /** The server knows of its import, so it can be held there, or let go on. */
  pausable: boolean;
  /** Products in the catalogue because of it. */
  imported: number;
  settings: BatchSettings;
};

/** Newest batch first. */
export type QueueView = { batches: QueueBatch[] };

/** What became of taking a whole import back. */
export type QueueUndone = {
  queue: QueueView;
  /** How much was undone, and the credits that came back, as a sentence. */
  say: string;
  /** Products changed since, left as they are until a person says otherwise. */
  edited: string[];
  /** Products that can no longer be undone, each with its reason. */
  refused: string[];
};

export type OptionsView = {
  locale: Locale;
  /** What the person chose; null follows the paired account. */
  language: Locale | null;
  defaults: BatchSettings;
  version: string;
};

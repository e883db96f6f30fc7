import type { Address } from "@nexusone/contracts/addresses";
import type { Environment } from "@nexusone/contracts/cj";
import type { SupplierId } from "@nexusone/contracts/ids";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import type { ProductSnapshot, SnapshotVariant } from "../imports/snapshot.ts";
import type { Platform } from "../platform.ts";

/**
 * Somebody whose products merchants import. The core knows suppliers by this alone; which there are is said where the program
 * is put together. Failures leave as `DomainError`: `import.product_removed` and `import.product_unknown` about a product,
 * reasons of the supplier's own (`isSupplierReason`) about itself or the merchant's account there.
 */
export type Supplier = {
  readonly id: SupplierId;
  /** As people write it. */
  readonly name: string;
  /** What an id or an address names, in the supplier's own spelling; undefined when it is none of theirs. No network. */
  readonly parseRef: (platform: Platform, ref: string) => SupplierRef | undefined;
  /** The world the merchant's account belongs to. Throws when they cannot use this supplier. No network. */
  readonly environmentOf: (tx: MerchantTx) => Promise<Environment>;
  /** Opens the supplier for the length of one verb, outside any transaction; limits and bookkeeping of calls are its own affair. */
  readonly open: <T>(
    ctx: ServiceContext,
    work: (session: SupplierSession) => Promise<T>,
    options?: OpenOptions,
  ) => Promise<T>;
  /** Whether it tells us at once of what becomes of orders there; then they are asked for less often. Absent: it never does. */
  readonly tellsOfOrders?: (tx: MerchantTx) => Promise<boolean>;
  /** What the merchant's account may spend; undefined without an account. Absent: this supplier counts no points. */
  readonly budget?: (ctx: ServiceContext, tx: MerchantTx) => Promise<PointsBudget | undefined>;
};

/** Points of an account's day. */
export type PointsBudget = {
  readonly perDay: number;
  readonly left: number;
  readonly resetsAt: Date;
  /** What reading one product costs at the most, freight aside. */
  readonly mostPerReading: number;
};

export type SupplierRef = {
  readonly externalId: string;
  /** The variant an address preselects. */
  readonly variantId: string | null;
};

export type OpenOptions = {
  /** How long the calls together may wait, in real time; absent: as long as a person waits. */
  readonly deadlineMs?: number | undefined;
  /** About how many products will be read. */
  readonly products?: number;
  /** Only an account of this world will do. */
  readonly environment?: Environment;
};

/** A supplier as one merchant's account sees it. Each call goes over the network. */
export type SupplierSession = {
  readonly supplier: SupplierId;
  readonly environment: Environment;
  /** Where parcels start from when nobody knows where the goods lie. */
  readonly homeCountry: string;
  /** The product as it is now, with its stock. */
  readonly readProduct: (externalId: string) => Promise<SupplierProduct>;
  /**
   * The same for whoever has read it before, and keeps the digest of that answer: one that is `last` again costs no more than the
   * call. Absent: it has to be read to be compared.
   */
  readonly readAnswer?: (externalId: string, last: string | null) => Promise<SupplierAnswer>;
  /** What carries one piece there; empty when nothing does. Absent: this supplier quotes no freight, nor has its products any. */
  readonly quoteFreight?: (question: FreightQuestion) => Promise<readonly FreightOption[]>;
  /** Absent: orders for its goods are placed by hand. */
  readonly ordering?: SupplierOrdering;
  /** What the calls so far cost in the supplier's own points; 0 where it has none. */
  readonly pointsSpent: () => number;
};

/** Texts as the supplier wrote them: they are made safe by whoever keeps them. `raw`: its own words, for the record. */
export type SupplierProduct = Omit<ProductSnapshot, "environment" | "readAt" | "variants"> & {
  readonly raw: unknown;
  readonly variants: readonly SupplierVariant[];
};
/** `digest`: of all that the supplier says, in characters of base64url and "+". */
export type SupplierAnswer = { readonly digest: string; readonly product: () => SupplierProduct };
export type SupplierVariant = Omit<SnapshotVariant, "freight" | "reason">;

export type FreightQuestion = {
  readonly variantId: string;
  /** Countries. */
  readonly origin: string;
  readonly destination: string;
  readonly zip: string | null;
};
export type FreightOption = {
  readonly carrier: string;
  /** All of it, taxes included; null means that there is no price yet. */
  readonly usd: string | null;
  readonly taxesUsd: string | null;
  readonly minDays: number | null;
  readonly maxDays: number | null;
};

/**
 * Orders at a supplier. What the supplier will not do leaves as `fulfilment.*`; any other failure of `create` and `pay` has an
 * unknown outcome, and `find` says what became of it. A question that is refused, `find` or `glance`, says nothing about the
 * order: it fails with a reason of the supplier's own.
 */
export type SupplierOrdering = {
  /** What one quote costs in the supplier's own points; 0 where it has none. */
  readonly quotePoints: number;
  /** What carries these pieces together; empty when nothing does. */
  readonly quote: (question: BasketQuestion) => Promise<readonly FreightOption[]>;
  /** Makes the order and moves no money. One that is there already under this number is the answer, whatever is in it. */
  readonly create: (order: OrderRequest) => Promise<OrderAtSupplier>;
  /** By our number, or an id of the supplier's. */
  readonly find: (ref: string) => Promise<OrderAtSupplier | undefined>;
  /**
   * Many orders at once by the supplier's ids, at a fraction of the calls: `lineIds` and `lines` are empty, and whatever is not told
   * in full is left out and has to be asked for by `find`. Absent: every order is asked for by itself.
   */
  readonly glance?: (externalIds: readonly string[]) => Promise<readonly OrderAtSupplier[]>;
  /** Makes an open order ready to be paid, which fixes its price. No money moves. */
  readonly confirm: (order: OrderAtSupplier) => Promise<OrderAtSupplier>;
  /** Moves money. Only for an order that `confirm` gave. */
  readonly pay: (order: OrderAtSupplier) => Promise<void>;
  /** Takes back an order that is not paid. */
  readonly cancel: (order: OrderAtSupplier) => Promise<void>;
};

export type BasketQuestion = Omit<FreightQuestion, "variantId"> & {
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[];
};
export type OrderRequest = {
  readonly number: string;
  readonly origin: string;
  readonly carrier: string;
  readonly address: Address;
  readonly lines: readonly { readonly lineId: string; readonly variantId: string; readonly quantity: number }[];
};

export type OrderAtSupplier = {
  readonly externalId: string;
  readonly state: "open" | "paid" | "cancelled";
  /** It is confirmed: `askedUsd` is final. */
  readonly confirmed: boolean;
  /** For all of it, in US dollars; null before the supplier has priced it. */
  readonly askedUsd: string | null;
  /** Why the supplier keeps it from going on, in its words. */
  readonly attention: readonly string[];
  /** Our lines in it. */
  readonly lineIds: readonly string[];
  readonly parcels: readonly ParcelAtSupplier[];
};
export type ParcelAtSupplier = {
  readonly externalId: string;
  readonly fulfilment: "processing" | "shipped" | "delivered" | "cancelled";
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly trackingUrl: string | null;
  /** The latest that is known of its way. */
  readonly news: { readonly at: Date; readonly words: string; readonly trouble: boolean } | null;
};

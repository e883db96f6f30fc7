import { SupplierComparison, type SupplierChange } from "@nexusone/contracts/supplier-sync";
import { fill } from "@nexusone/contracts/locale";
import { formatMoney, formatPercent } from "@nexusone/contracts/money";
import { ago, count, range, usd } from "../format.ts";
import type { DriftView } from "../views.ts";
import { refusing, type Call } from "./api.ts";
import { DRIFT_WORDS } from "./drift-words.ts";
import { readerOf } from "./refused.ts";
import type { Stores } from "./stores.ts";

/** What the card says of changes; the rest is a number. */
const MOST_CHANGES = 6;

type Deps = {
  readonly stores: Stores;
  readonly call: Call;
  readonly builtInServer: string;
  readonly now: () => number;
};

/** What became of an imported product at CJ, and its refresh. */
export function createDrift({ stores, call, builtInServer, now }: Deps) {
  async function read(pid: string): Promise<SupplierComparison> {
    const answer = await call((client) => client.catalog.compareWithSupplier.query({ externalId: pid }));
    return refusing(async () => SupplierComparison.parse(answer));
  }

  async function view(found: SupplierComparison, applied?: readonly SupplierChange[]): Promise<DriftView> {
    const { locale } = await readerOf(stores, builtInServer);
    return driftView(found, locale, now(), applied);
  }

  return {
    compare: async (pid: string): Promise<DriftView> => view(await read(pid)),
    /** Brings over what follows the supplier, and says what that was. */
    async fix(pid: string, productId: SupplierComparison["productId"]): Promise<DriftView> {
      const before = await read(pid);
      await call((client) => client.catalog.refreshProduct.mutate({ id: productId }));
      return view(
        await read(pid),
        before.changes.filter(({ owner }) => owner === "supplier"),
      );
    },
  };
}

export function driftView(
  found: SupplierComparison,
  locale: "en" | "fr",
  now: number,
  applied?: readonly SupplierChange[],
): DriftView {
  const words = DRIFT_WORDS[locale];
  const cost = ({ minCostUsd: min, maxCostUsd: max }: SupplierComparison["now"]) =>
    min === null ? words.unknown : range({ minUsd: min, maxUsd: max ?? min }, locale);
  const stock = (units: number | null) => (units === null ? words.unknown : count(units, locale));
  const margin = (bps: number | null) => (bps === null ? words.noQuote : formatPercent(bps, locale, 1));
  const { before: was, now: is } = found;
  const open = found.changes.filter(({ owner }) => owner === "supplier");
  const shown = applied ?? found.changes;
  const when = ago(found.readAt, now, locale);
  const many = applied?.length === 1 ? words.updatedOne : words.updated;
  const done = applied && fill(applied.length > 0 ? many : words.nothing, { count: applied.length });
  return {
    productId: found.productId,
    differs: !applied && open.length > 0,
    title: [
      done ?? (open.length > 0 ? words.differs : words.same),
      fill(found.fromCache ? words.lastKnown : words.read, { when }),
    ].join(" · "),
    figures: [
      { label: words.cost, before: cost(was), now: cost(is) },
      { label: words.stock, before: stock(was.stock), now: stock(is.stock) },
      { label: words.margin, before: margin(was.marginBps), now: margin(is.marginBps) },
    ],
    changes: [
      ...shown.slice(0, MOST_CHANGES).map((change) => sentence(change, found.currency, locale)),
      ...(shown.length > MOST_CHANGES ? [fill(words.more, { count: shown.length - MOST_CHANGES })] : []),
    ],
    fix: !applied && open.length > 0 ? words.fix : null,
    fixing: words.fixing,
  };
}

function sentence({ field, label, from, to, owner }: SupplierChange, currency: string, locale: "en" | "fr"): string {
  const words = DRIFT_WORDS[locale];
  const say = (value: SupplierChange["from"]): string => {
    if (value === null) return words.unknown;
    if (typeof value === "boolean") return value ? words.yes : words.no;
    if (field === "costUsd") return usd(String(value), locale);
    if (field === "price") return formatMoney(Number(value), currency, locale);
    return typeof value === "number" ? count(value, locale) : value.slice(0, 60);
  };
  const what = label === null ? words.fields[field] : `${words.fields[field]} (${label})`;
  // Of a description only its beginning is known, and that is markup.
  const change =
    field === "descriptionHtml"
      ? what
      : field === "variant"
        ? `${what}: ${say(to)}`
        : `${what}: ${say(from)} → ${say(to)}`;
  return owner === "merchant" ? `${change} · ${words.yours}` : change;
}

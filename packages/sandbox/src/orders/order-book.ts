import type { CjAccount } from "../cj-api/accounts.ts";
import { refusals } from "../cj-api/envelope.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { SandboxClock } from "../clock.ts";
import { hash32, hexDigits } from "../random.ts";
import { dueMessages, orderMessage, type CjMessage } from "./messages.ts";
import { totalCents, type CjOrder, type OrderLine, type OrderPart } from "./order.ts";
import { planParcel } from "./timeline.ts";

/** What an accepted call asks for; ids and times are CJ's to give. */
export type OrderDraft = Omit<
  CjOrder,
  | "openId"
  | "orderId"
  | "shipmentOrderId"
  | "cjOrderId"
  | "payId"
  | "parts"
  | "createdAt"
  | "inCart"
  | "confirmedAt"
  | "paidAt"
  | "cancelledAt"
> & { lines: Array<Omit<OrderLine, "lineItemId">> };

/** All orders of all accounts, each number once per account for ever. Time passes by the clock alone. */
export class OrderBook {
  private readonly catalogue: Catalogue;
  private readonly clock: SandboxClock;
  private readonly orders: CjOrder[] = [];
  private readonly byRef = new Map<string, CjOrder>();
  private waiting: CjMessage[] = [];
  private moved = new Set<string>();
  private made = 0;

  constructor(catalogue: Catalogue, clock: SandboxClock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  reset(): void {
    this.orders.length = 0;
    this.byRef.clear();
    this.waiting = [];
    this.moved.clear();
    this.made = 0;
  }

  list(openId?: number): CjOrder[] {
    return this.orders.filter((order) => openId === undefined || order.openId === openId);
  }

  /** By the shop's own number, or any id or code CJ gave it. */
  find(openId: number, ref: string): CjOrder | undefined {
    return this.byRef.get(`${openId}:${ref}`);
  }

  create(account: CjAccount, { lines, ...draft }: OrderDraft): CjOrder {
    const now = this.clock.now();
    const orderId = this.id(now, 5, "00");
    const order: CjOrder = {
      ...draft,
      openId: account.openId,
      orderId,
      shipmentOrderId: `SD${orderId}`,
      cjOrderId: null,
      payId: null,
      parts: [],
      createdAt: now,
      inCart: false,
      confirmedAt: null,
      paidAt: null,
      cancelledAt: null,
    };
    order.parts.push(
      this.part(
        order,
        orderId,
        1,
        lines.map((line, at) => ({ ...line, lineItemId: lineItemId(orderId, at) })),
      ),
    );
    this.orders.push(order);
    for (const ref of [order.orderNumber, orderId]) this.byRef.set(`${account.openId}:${ref}`, order);
    this.note(order, "INSERT");
    return order;
  }

  putInCart(order: CjOrder): void {
    order.inCart = true;
    this.note(order);
  }

  /** From here the order has CJ's own number and can be paid. */
  confirm(order: CjOrder): void {
    const now = this.clock.now();
    order.inCart = true;
    order.confirmedAt = now;
    order.cjOrderId = this.id(now, 6);
    this.byRef.set(`${order.openId}:${order.cjOrderId}`, order);
    this.note(order);
  }

  /** Orders that are confirmed together are paid together. */
  join(orders: readonly CjOrder[]): string | undefined {
    const shipmentOrderId = orders[0]?.shipmentOrderId;
    for (const order of orders) order.shipmentOrderId = shipmentOrderId ?? order.shipmentOrderId;
    return shipmentOrderId;
  }

  /** Takes the money and the pieces of all or of none. @throws CJ's refusals */
  pay(account: CjAccount, orders: readonly CjOrder[]): void {
    if (orders.length === 0) throw refusals.orderNotFound();
    if (orders.some((order) => order.confirmedAt === null || order.paidAt !== null || order.cancelledAt !== null))
      throw refusals.payFailed();
    const cents = orders.reduce((sum, order) => sum + totalCents(order), 0);
    if (cents > account.balanceCents) throw refusals.balanceInsufficient();
    for (const order of orders) this.checkStock(order);
    account.balanceCents -= cents;
    const now = this.clock.now();
    for (const order of orders) {
      order.paidAt = now;
      this.moveStock(order, -1);
      for (const part of order.parts) part.steps = this.plan(order, part, now);
      this.note(order);
    }
  }

  /** By the shop before it is paid, by CJ at any time: then the money and the pieces go back. */
  cancel(account: CjAccount, order: CjOrder): void {
    order.cancelledAt = this.clock.now();
    if (order.paidAt !== null) {
      account.balanceCents += totalCents(order);
      this.moveStock(order, 1);
    }
    this.note(order, "UPDATE");
  }

  /** Each line leaves in a parcel of its own; the first keeps the order's ids. */
  split(order: CjOrder): void {
    const [first] = order.parts;
    if (!first || order.parts.length > 1) return;
    const [kept, ...others] = first.lines;
    first.lines = kept ? [kept] : [];
    for (const line of others) {
      const orderId = this.id(this.clock.now(), 5, "00");
      const part = this.part(order, orderId, order.parts.length + 1, [line]);
      if (order.paidAt !== null) part.steps = this.plan(order, part, order.paidAt);
      order.parts.push(part);
      for (const ref of [orderId, part.code]) this.byRef.set(`${order.openId}:${ref}`, order);
    }
  }

  /** What webhooks have to tell since the last call, in the order in which it happened. */
  takeMessages(): CjMessage[] {
    const now = this.clock.now();
    const due = this.orders.flatMap((order) => order.parts.flatMap((part) => dueMessages(order, part, now)));
    const all = [...this.waiting, ...due].toSorted((one, other) => one.at - other.at);
    this.waiting = [];
    return all;
  }

  /** Variants of whose stock orders took pieces, or gave them back, since the last call. */
  takeMovedStock(): string[] {
    const vids = [...this.moved];
    this.moved.clear();
    return vids;
  }

  /** To be told besides what time brings. */
  tell(message: CjMessage): void {
    this.waiting.push(message);
  }

  private note(order: CjOrder, messageType: CjMessage["messageType"] = "UPDATE"): void {
    const [part] = order.parts;
    if (part) this.tell(orderMessage(order, part, this.clock.now(), messageType));
  }

  private plan(order: CjOrder, part: OrderPart, paidAt: number): OrderPart["steps"] {
    const { aging, origin, address } = order;
    const key = `${this.catalogue.seed}:parcel:${order.openId}:${order.orderNumber}:${part.code.split("-")[1]}`;
    return planParcel(key, paidAt, { aging, origin, destination: address.countryCode });
  }

  private part(order: CjOrder, orderId: string, number: number, lines: OrderLine[]): OrderPart {
    const code = `SD${order.orderId}-${number}`;
    const mark = hexDigits(`${this.catalogue.seed}:${order.openId}:${order.orderNumber}:${number}`, 12);
    const digits = String(hash32(mark)).padStart(10, "0");
    return { orderId, code, lines, trackNumber: `CJPKL${digits}YQ`, steps: [], told: 0 };
  }

  /** A stamp, a running number and a tail, as CJ's ids look. */
  private id(now: number, digits: number, tail = ""): string {
    const stamp = new Date(now).toISOString().replace(/\D/g, "").slice(2, 14);
    const number = ++this.made;
    return `${stamp}${String((number * 10_007) % 10 ** digits).padStart(digits, "0")}${tail}`;
  }

  private checkStock(order: CjOrder): void {
    for (const line of order.parts.flatMap((part) => part.lines)) {
      const found = this.catalogue.findByVid(line.vid);
      if (!found || this.catalogue.isRemoved(found.product.index)) throw refusals.variantRemoved();
      const row = found.variant.stock.find((one) => one.countryCode === order.origin);
      if ((row?.cj ?? 0) + (row?.factory ?? 0) < line.quantity) throw refusals.stockDeduction();
    }
  }

  /** Pieces leave CJ's own shelf first, then the supplier's. */
  private moveStock(order: CjOrder, sign: 1 | -1): void {
    for (const line of order.parts.flatMap((part) => part.lines)) {
      const row = this.catalogue.findByVid(line.vid)?.variant.stock.find((one) => one.countryCode === order.origin);
      if (!row) continue;
      const own = sign === 1 ? line.quantity : -Math.min(row.cj, line.quantity);
      const rest = sign === 1 ? 0 : -line.quantity - own;
      this.moved.add(line.vid);
      this.catalogue.setStock(line.vid, order.origin, { cj: row.cj + own, factory: row.factory + rest });
    }
  }
}

const lineItemId = (orderId: string, at: number): string =>
  `${orderId.slice(0, -2)}${String((at % 99) + 1).padStart(2, "0")}`;

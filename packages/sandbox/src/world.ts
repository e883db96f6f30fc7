import { CjAccounts } from "./cj-api/accounts.ts";
import { CjPush } from "./cj-push/cj-push.ts";
import { tellStock } from "./cj-push/product-messages.ts";
import type { PushMode } from "./control-types.ts";
import { RateWindow } from "./cj-api/limits.ts";
import { Catalogue } from "./catalogue/catalogue.ts";
import { SandboxClock } from "./clock.ts";
import { FaultBoard } from "./faults.ts";
import { OrderBook } from "./orders/order-book.ts";
import { MailBox } from "./mail-box.ts";
import { RequestLog } from "./request-log.ts";
import { WebhookReceivers } from "./receivers/webhook-receivers.ts";
import { Pictures } from "./images/pictures.ts";
import { WhatsApp } from "./whatsapp/whatsapp.ts";

/** Everything one sandbox knows. All of it follows from seed and size, plus what was done to it since. */
export interface World {
  catalogue: Catalogue;
  clock: SandboxClock;
  accounts: CjAccounts;
  orders: OrderBook;
  push: CjPush;
  whatsapp: WhatsApp;
  rates: RateWindow;
  faults: FaultBoard;
  requests: RequestLog;
  mails: MailBox;
  receivers: WebhookReceivers;
  pictures: Pictures;
  /** No requests-per-second and no points limits, for benchmarks. */
  fullSpeed: boolean;
  /** No requests-per-second limits; points are counted. For stories that move the clock. */
  unpaced: boolean;
  /** Own origin, set once the port is known; picture addresses are absolute under it. */
  url: string;
  smtpUrl: string;
}

export type WorldOptions = {
  seed: string;
  catalogueSize: number;
  fullSpeed: boolean;
  unpaced?: boolean;
  pushes?: PushMode;
};

export function createWorld(options: WorldOptions): World {
  const clock = new SandboxClock();
  const catalogue = new Catalogue(options.seed, options.catalogueSize);
  const orders = new OrderBook(catalogue, clock);
  const push: CjPush = new CjPush(clock, options.seed, options.pushes ?? "held", () =>
    tellNews(push, orders, catalogue),
  );
  const world: World = {
    catalogue,
    clock,
    accounts: new CjAccounts(clock, options.seed),
    orders,
    push,
    whatsapp: new WhatsApp({
      clock,
      seed: options.seed,
      mode: options.pushes ?? "held",
      unpaced: options.unpaced ?? options.fullSpeed,
      url: () => world.url,
    }),
    rates: new RateWindow(),
    faults: new FaultBoard(),
    requests: new RequestLog(),
    mails: new MailBox(),
    receivers: new WebhookReceivers(),
    pictures: new Pictures(catalogue),
    fullSpeed: options.fullSpeed,
    unpaced: options.unpaced ?? options.fullSpeed,
    url: "",
    smtpUrl: "",
  };
  return world;
}

/** CJ tells shops what became of their orders, and what these took out of stock. */
function tellNews(push: CjPush, orders: OrderBook, catalogue: Catalogue): void {
  for (const { openId, topic, type, params, messageType } of orders.takeMessages())
    push.tellOne(openId, topic, type, params, messageType);
  for (const vid of orders.takeMovedStock()) {
    const found = catalogue.findByVid(vid);
    if (found) tellStock(push, found.variant);
  }
}

/** Back to the story's beginning; ids of requests and mails go on counting so that pollers see no repeats. */
export function resetWorld(world: World): void {
  world.catalogue.reset();
  world.clock.reset();
  world.accounts.reset();
  world.orders.reset();
  world.push.reset();
  world.whatsapp.reset();
  world.rates.reset();
  world.faults.clear();
  world.requests.clear();
  world.mails.clear();
  world.receivers.clear();
}

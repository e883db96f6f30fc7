import { whatsAppControl } from "./whatsapp/control-client.ts";
import type { WhatsAppControl } from "./whatsapp/control-types.ts";
import type {
  AccountView,
  CaughtMail,
  ClockReading,
  Fault,
  FaultInput,
  LoggedRequest,
  OrderAct,
  OrderTruth,
  MessageInput,
  ProductKind,
  ProductView,
  PushedMessage,
  PushManners,
  PushMode,
  PushTopic,
  SandboxVendor,
  WebhookReceiver,
} from "./control-types.ts";

export type {
  AccountView,
  CaughtMail,
  ClockReading,
  Fault,
  FaultInput,
  FaultKind,
  LoggedRequest,
  OrderAct,
  OrderTruth,
  ProductKind,
  ProductView,
  PushedMessage,
  SandboxVendor,
} from "./control-types.ts";

/** Typed client of a running sandbox's control API; works from any process. */
export interface SandboxControl {
  faults: {
    /** Resolves to the fault's id. */
    add(fault: FaultInput): Promise<string>;
    list(): Promise<Fault[]>;
    remove(id: string): Promise<void>;
    clear(): Promise<void>;
  };
  requests: {
    /** Oldest first. `path` is a prefix or a glob, API paths without `/cj/api2.0/v1`. */
    list(filter?: { vendor?: SandboxVendor; path?: string; since?: string }): Promise<LoggedRequest[]>;
    clear(): Promise<void>;
  };
  clock: {
    get(): Promise<ClockReading>;
    advance(ms: number): Promise<ClockReading>;
    set(iso: string): Promise<ClockReading>;
    /** The same, and it stands still there until it is moved again. */
    hold(iso: string): Promise<ClockReading>;
  };
  mails: {
    list(filter?: { to?: string }): Promise<CaughtMail[]>;
    clear(): Promise<void>;
  };
  receivers: {
    /** Third parties that were sent a webhook or given a secret, with what they received. */
    list(): Promise<WebhookReceiver[]>;
    trust(name: string, secret: string): Promise<void>;
    clear(): Promise<void>;
  };
  accounts: {
    /** A fresh CJ account: level 0 to 5 (1), points a day (50,000). */
    create(input?: { level?: number; points?: number }): Promise<AccountView>;
    list(): Promise<AccountView[]>;
    /** The money the account pays orders with; 2,000 dollars at first. */
    setBalance(apiKey: string, usd: number): Promise<AccountView>;
  };
  orders: {
    /** CJ's truth, oldest first. `ref`: the shop's own number or an id of CJ's. */
    list(filter?: { openId?: number; ref?: string }): Promise<OrderTruth[]>;
    /**
     * What befalls an order: `ship` and `deliver` at once, `stall` for ever, `fail` or `return` at the door, `delay` by days
     * (1), `split` into a parcel for each line, `cancel` by CJ with the money given back.
     */
    act(ref: string, what: OrderAct, more?: { openId?: number; days?: number }): Promise<OrderTruth>;
  };
  /** What CJ sends to the shops that registered an address. */
  messages: {
    /** Oldest first, with every attempt and its answer. */
    list(): Promise<PushedMessage[]>;
    /** "held" unless the sandbox was started otherwise. */
    mode(mode: PushMode): Promise<void>;
    /** Queues any message, also one that CJ would not send. */
    send(message: MessageInput): Promise<PushedMessage>;
    /** Sends what waits: several times each, out of order on demand. Resolves when all were answered. */
    deliver(how?: { repeat?: number; shuffle?: boolean }): Promise<PushedMessage[]>;
    /** From now on messages get lost, come twice or overtake each other; without anything, they behave again. */
    manners(manners?: Partial<PushManners>): Promise<void>;
    /** Stops an account's messages, as CJ does when too many fail. */
    switchOff(openId: number): Promise<void>;
    callbacks(openId: number): Promise<Partial<Record<PushTopic, { type: string; urls: string[] }>>>;
  };
  /** Meta's Cloud API and Whapi with the people who write to them. */
  whatsapp: WhatsAppControl;
  products: {
    at(index: number): Promise<ProductView>;
    get(pid: string): Promise<ProductView>;
    /** The nth product (from 0) with a trait, such as `color-size`, `single`, `removed`, `unknown-stock`. */
    find(kind: ProductKind, nth?: number): Promise<ProductView>;
    remove(pid: string): Promise<void>;
    /** Undoes every change to the product, and puts one back that the seed removed only if a change removed it. */
    restore(pid: string): Promise<void>;
    /** Markup and scripts in all its texts, as a malicious seller would write them. */
    makeHostile(pid: string): Promise<void>;
    /** One of several variants; the product stays. */
    removeVariant(vid: string): Promise<void>;
    setPrice(vid: string, usd: number): Promise<void>;
    setStock(vid: string, country: string, stock: { cj: number; factory: number }): Promise<void>;
  };
  /** Back to the beginning of the story: clock, accounts, faults, log, mails, product changes. */
  reset(): Promise<void>;
}

export function createSandboxControl(url: string): SandboxControl {
  // The casts below rest on the routes in control-routes.ts, which answer exactly these types.
  async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(new URL(`/sandbox${path}`, url), {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (!response.ok) throw new Error(`sandbox ${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  }
  const query = (values: Record<string, string | number | undefined>): string =>
    `?${new URLSearchParams(Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])))}`;

  return {
    faults: {
      add: async (fault) => (await call<Fault>("POST", "/faults", fault)).id,
      list: () => call("GET", "/faults"),
      remove: (id) => call("DELETE", `/faults/${encodeURIComponent(id)}`),
      clear: () => call("DELETE", "/faults"),
    },
    requests: {
      list: (filter = {}) => call("GET", `/requests${query({ ...filter })}`),
      clear: () => call("DELETE", "/requests"),
    },
    clock: {
      get: () => call("GET", "/clock"),
      advance: (ms) => call("POST", "/clock", { advanceMs: ms }),
      set: (iso) => call("POST", "/clock", { set: iso }),
      hold: (iso) => call("POST", "/clock", { hold: iso }),
    },
    mails: {
      list: (filter = {}) => call("GET", `/mails${query({ ...filter })}`),
      clear: () => call("DELETE", "/mails"),
    },
    receivers: {
      list: () => call("GET", "/receivers"),
      trust: (name, secret) => call("POST", "/receivers", { name, secret }),
      clear: () => call("DELETE", "/receivers"),
    },
    accounts: {
      create: (input = {}) => call("POST", "/accounts", input),
      list: () => call("GET", "/accounts"),
      setBalance: (apiKey, usd) => call("POST", "/balance", { apiKey, usd }),
    },
    orders: {
      list: (filter = {}) => call("GET", `/orders${query({ ...filter })}`),
      act: (ref, what, more = {}) => call("POST", "/orders", { ref, do: what, ...more }),
    },
    messages: {
      list: () => call("GET", "/messages"),
      mode: async (mode) => void (await call("POST", "/messages/mode", { mode })),
      send: (message) => call("POST", "/messages", message),
      deliver: (how = {}) => call("POST", "/messages/deliver", how),
      manners: async (manners = {}) => void (await call("POST", "/messages/manners", manners)),
      switchOff: async (openId) => void (await call("POST", "/messages/off", { openId })),
      callbacks: (openId) => call("GET", `/messages/callbacks${query({ openId })}`),
    },
    whatsapp: whatsAppControl(call),
    products: {
      at: (index) => call("GET", `/products${query({ index })}`),
      get: (pid) => call("GET", `/products${query({ pid })}`),
      find: (kind, nth = 0) => call("GET", `/products${query({ kind, nth })}`),
      remove: (pid) => call("POST", "/products", { do: "remove", pid }),
      restore: (pid) => call("POST", "/products", { do: "restore", pid }),
      makeHostile: (pid) => call("POST", "/products", { do: "hostile", pid }),
      removeVariant: (vid) => call("POST", "/products", { do: "remove-variant", vid }),
      setPrice: (vid, usd) => call("POST", "/products", { do: "price", vid, usd }),
      setStock: (vid, country, stock) => call("POST", "/products", { do: "stock", vid, country, ...stock }),
    },
    reset: () => call("POST", "/reset"),
  };
}

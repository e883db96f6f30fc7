import { hexDigits } from "../random.ts";
import type { Account, Callback, Line, MetaApp, PhoneNumber, WhapiChannel } from "./model.ts";
import type { IdMint } from "./ids.ts";

/** What a token opens. */
type Grant = { appId: string; accountIds: Set<string>; dead: boolean; mayManage: boolean };
export type NumberInput = Partial<Omit<PhoneNumber, "kind" | "id" | "accountId" | "override">>;
export type AccountInput = NumberInput &
  Partial<Pick<Account, "dailyLimit" | "templateLimit">> & {
    /** An app that exists; a new one when absent. */
    appId?: string;
    appSecret?: string;
    /** One that exists: its people keep their user ids. */
    portfolioId?: string;
    id?: string;
    phoneNumberId?: string;
    token?: string;
  };

/** Accounts, numbers and tokens at Meta, channels at Whapi. */
export class Registry {
  private readonly ids: IdMint;
  readonly apps = new Map<string, MetaApp>();
  readonly accounts = new Map<string, Account>();
  readonly numbers = new Map<string, PhoneNumber>();
  readonly channels = new Map<string, WhapiChannel>();
  private readonly tokens = new Map<string, Grant>();
  private made = 0;

  constructor(ids: IdMint) {
    this.ids = ids;
    this.reset();
  }

  /** One account and one channel always exist. */
  reset(): void {
    for (const kept of [this.apps, this.accounts, this.numbers, this.channels, this.tokens]) kept.clear();
    this.made = 0;
    this.createAccount({
      id: "480011223344556",
      phoneNumberId: "390022334455667",
      appId: "220011223344556",
      appSecret: "sandbox-app-secret",
      token: "EAAsandbox0000000000demo",
      phone: "33639980010",
      name: "Demo Store",
    });
    this.createChannel({ id: "DEMOCH-7XK2Q", token: "sandbox-whapi-token", phone: "33639980020", name: "Demo Store" });
  }

  createAccount(input: AccountInput = {}): { account: Account; number: PhoneNumber; token: string } {
    const { appId = this.ids.digits(), appSecret, portfolioId = this.ids.digits(), token } = input;
    if (!this.apps.has(appId))
      this.apps.set(appId, { id: appId, secret: appSecret ?? this.ids.word(32), callback: null });
    const account: Account = {
      id: input.id ?? this.ids.digits(),
      appId,
      portfolioId,
      name: input.name ?? "Sandbox Shop",
      subscribed: false,
      override: null,
      dailyLimit: input.dailyLimit === undefined ? 2_000 : input.dailyLimit,
      templateLimit: input.templateLimit ?? 250,
    };
    this.accounts.set(account.id, account);
    return { account, number: this.addNumber(account, input, input.phoneNumberId), token: this.grant(account, token) };
  }

  addNumber(account: Account, input: NumberInput, id = this.ids.digits()): PhoneNumber {
    const { phone = `336399820${String(++this.made).padStart(2, "0")}`, name = account.name } = input;
    const number: PhoneNumber = {
      kind: "cloud",
      id,
      accountId: account.id,
      phone,
      name,
      quality: input.quality ?? "GREEN",
      status: input.status ?? "CONNECTED",
      override: null,
      perSecond: input.perSecond ?? 80,
      refusesWith: input.refusesWith ?? null,
      failsWith: input.failsWith ?? null,
      refusals: input.refusals ?? "status",
      holdsTemplates: input.holdsTemplates ?? false,
    };
    this.numbers.set(id, number);
    return number;
  }

  createChannel(input: Partial<Omit<WhapiChannel, "kind" | "webhooks">> = {}): WhapiChannel {
    const nth = ++this.made;
    const channel: WhapiChannel = {
      kind: "whapi",
      id: input.id ?? `SANDCH-${hexDigits(`channel:${nth}`, 5).toUpperCase()}`,
      token: input.token ?? this.ids.word(32),
      phone: input.phone ?? `336399830${String(nth).padStart(2, "0")}`,
      name: input.name ?? "Sandbox Shop",
      state: input.state ?? "AUTH",
      webhooks: [],
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  line(id: string): Line | undefined {
    return this.numbers.get(id) ?? this.channels.get(id);
  }

  channelByToken(token: string): WhapiChannel | undefined {
    return [...this.channels.values()].find((channel) => channel.token === token);
  }

  /** A token for an account; `mayManage` false leaves out templates, webhooks and numbers. */
  grant(account: Account, token = `EAA${this.ids.word(40)}`, mayManage = true): string {
    this.tokens.set(token, { appId: account.appId, accountIds: new Set([account.id]), dead: false, mayManage });
    return token;
  }

  tokenOf(accountId: string): string | undefined {
    return [...this.tokens].find(([, { accountIds, dead }]) => accountIds.has(accountId) && !dead)?.[0];
  }

  kill(token: string): boolean {
    const grant = this.tokens.get(token);
    if (grant) grant.dead = true;
    return grant !== undefined;
  }

  /** What the token opens; an app's own (`id|secret`) opens the app. */
  open(token: string): (Grant & { isApp: boolean }) | undefined {
    const grant = this.tokens.get(token);
    if (grant) return grant.dead ? undefined : { ...grant, isApp: false };
    const [id = "", secret] = token.split("|");
    if (secret === undefined || this.apps.get(id)?.secret !== secret) return undefined;
    return { appId: id, accountIds: new Set(), dead: false, mayManage: true, isApp: true };
  }

  accountOf(number: PhoneNumber): Account {
    return this.accounts.get(number.accountId)!; // a number is only made in an account
  }

  /**
   * Where a change goes: of messages to the number's own address, then the account's, then the app's; all else to the account's,
   * then the app's. Nowhere without a subscription.
   */
  callbackFor(accountId: string, number: PhoneNumber | null, field: string): (Callback & { secret: string }) | null {
    const account = this.accounts.get(accountId);
    const app = account && this.apps.get(account.appId);
    if (!app || !account.subscribed) return null;
    const own = field === "messages" ? number?.override : null;
    const callback = own ?? account.override ?? app.callback;
    return callback && { ...callback, secret: app.secret };
  }
}

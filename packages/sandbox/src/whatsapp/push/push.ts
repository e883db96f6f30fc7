import type { SandboxClock } from "../../clock.ts";
import { each, mixed, post, type Posted } from "../../post.ts";
import { Push } from "../../push.ts";
import type { Registry } from "../registry.ts";
import { escapedJson, metaSignature } from "./bytes.ts";
import { cloudBody, whapiBody } from "./compose.ts";
import type { CloudEvent, OutEvent, WhapiEvent } from "./events.ts";

export type WhatsAppPushMode = "held" | "auto";
/** How webhooks travel: shares (0 to 1) by the seed, how many things a body may hold, and whether they overtake each other. */
export type WhatsAppManners = {
  lose: number;
  /** Of bodies that come twice, byte by byte. */
  repeat: number;
  /** Of things that stand twice in one body. */
  doubled: number;
  shuffle: boolean;
  /** Up to 1000. */
  batch: number;
  /** `escaped` as seen on the wire, `pretty` as a receiver must accept as well. */
  style: "escaped" | "pretty";
};
export type WebhookAttempt = Posted & { at: string };
/** One POST on its way. */
export type WebhookDelivery = {
  id: string;
  vendor: OutEvent["vendor"];
  url: string;
  headers: Record<string, string>;
  body: string;
  state: "waiting" | "sending" | "taken" | "given_up" | "lost";
  /** Sandbox time, milliseconds. */
  madeAt: number;
  dueAt: number;
  attempts: WebhookAttempt[];
};

const GOOD: WhatsAppManners = { lose: 0, repeat: 0, doubled: 0, shuffle: false, batch: 1, style: "escaped" };
const ANSWER_MS = { auto: 10_000, held: 60_000 };
const MINUTE_MS = 60_000;
/** At once, then ever more rarely, for seven days (facts section 1; 36 hours elsewhere: the longer one is harder). */
const BACKOFF_MS = [
  0,
  10_000,
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  60 * MINUTE_MS,
  180 * MINUTE_MS,
  360 * MINUTE_MS,
];
/** Whapi's pauses grow by the same step up to ten minutes (facts section 13). */
const WHAPI_STEP_MS = 3_000;
const WHAPI_MOST_MS = 10 * MINUTE_MS;
const GIVE_UP_MS = 7 * 86_400_000;
const AT_ONCE = 20;
const KEPT = 20_000;

/** Webhooks of both vendors: what waits to be told, what was sent and how it was answered. */
export class WhatsAppPush extends Push<WhatsAppManners> {
  protected readonly tickMs = 100;
  private readonly registry: Registry;
  private waiting: { event: OutEvent; dueAt: number }[] = [];
  private sent: WebhookDelivery[] = [];
  private made = 0;

  /** `collect` tells what has happened by itself since it was asked last. */
  constructor(clock: SandboxClock, seed: string, registry: Registry, mode: WhatsAppPushMode, collect: () => void) {
    super(clock, seed, mode, GOOD, collect);
    this.registry = registry;
  }

  override reset(): void {
    super.reset();
    this.waiting = [];
    this.sent = [];
  }

  list(): WebhookDelivery[] {
    return this.sent;
  }

  /** What nobody was told of yet. */
  pending(): OutEvent[] {
    return this.waiting.map(({ event }) => event);
  }

  tell(event: OutEvent, dueAt = this.clock.now()): void {
    this.waiting.push({ event, dueAt });
  }

  /** Any bytes under any signature. */
  put(
    url: string,
    body: string,
    headers: Record<string, string>,
    vendor: OutEvent["vendor"] = "cloud",
  ): WebhookDelivery {
    const now = this.clock.now();
    const delivery: WebhookDelivery = {
      id: `webhook-${++this.made}`,
      vendor,
      url,
      body,
      headers: { "content-type": "application/json", ...headers },
      state: "waiting",
      madeAt: now,
      dueAt: now,
      attempts: [],
    };
    this.sent.push(delivery);
    if (this.sent.length > KEPT * 2) this.sent = this.sent.slice(-KEPT);
    return delivery;
  }

  /** Sends everything that waits, failed ones too, `repeat` times each; resolves when all were answered. */
  async deliver({ repeat = 1, shuffle = false }: { repeat?: number | undefined; shuffle?: boolean | undefined } = {}) {
    this.compose(() => true, shuffle);
    const ready = this.sent.filter(({ state }) => state === "waiting");
    await each(this.travelling(ready, repeat, shuffle), AT_ONCE, (one) => this.send(one));
    return ready;
  }

  protected override async sendDue(): Promise<void> {
    const now = this.clock.now();
    this.compose(({ dueAt }) => dueAt <= now, false);
    const due = this.sent.filter(({ state, dueAt }) => state === "waiting" && dueAt <= now);
    for (const delivery of due) delivery.state = "sending";
    await each(this.travelling(due, 1, false), AT_ONCE, (one) => this.send(one));
  }

  /** Puts what is due into bodies: by address and vendor, `batch` at a time. */
  private compose(isDue: (one: { dueAt: number }) => boolean, shuffle: boolean): void {
    this.collect();
    const { batch, doubled, shuffle: always } = this.manners;
    const due = this.waiting.filter(isDue).toSorted((one, other) => one.dueAt - other.dueAt);
    if (due.length === 0) return;
    this.waiting = this.waiting.filter((one) => !isDue(one));
    const events = due.flatMap(({ event }, nth) =>
      this.draw(`doubled:${this.made}:${nth}`) < doubled ? [event, event] : [event],
    );
    const ordered = shuffle || always ? this.mixed(events, `events:${this.made}`) : events;
    const groups = new Map<
      string,
      { url: string; secret: string; headers: Record<string, string>; events: OutEvent[] }
    >();
    for (const event of ordered) {
      for (const { key, ...where } of this.addressesOf(event)) {
        const group = groups.get(key) ?? { ...where, events: [] };
        groups.set(key, group);
        group.events.push(event);
      }
    }
    for (const { url, secret, headers, events: list } of groups.values())
      for (let from = 0; from < list.length; from += batch)
        this.pack(url, secret, headers, list.slice(from, from + batch));
  }

  private pack(url: string, secret: string, headers: Record<string, string>, events: OutEvent[]): void {
    const cloud = events.filter((event) => event.vendor === "cloud");
    const whapi = events.filter((event) => event.vendor === "whapi");
    const body = cloud.length > 0 ? this.metaBody(cloud) : JSON.stringify(whapiBody(whapi));
    const signature: Record<string, string> =
      cloud.length > 0 ? { "x-hub-signature-256": metaSignature(body, secret) } : {};
    const vendor = cloud.length > 0 ? "cloud" : "whapi";
    const delivery = this.put(url, body, { ...headers, ...signature }, vendor);
    if (this.draw(`lose:${delivery.id}`) < this.manners.lose) delivery.state = "lost";
  }

  private metaBody(events: CloudEvent[]): string {
    const body = cloudBody(events, `${this.seed}:${this.made}`, this.clock.now());
    return this.manners.style === "pretty" ? JSON.stringify(body, null, 2) : escapedJson(body);
  }

  private addressesOf(event: OutEvent) {
    if (event.vendor === "whapi") return this.whapiAddresses(event);
    const callback = this.registry.callbackFor(event.accountId, event.number, event.field);
    if (!callback) return [];
    const { url, secret } = callback;
    return [{ key: `${url} ${secret}`, url, secret, headers: { "user-agent": "facebookexternalua" } }];
  }

  private whapiAddresses({ channelId, type }: WhapiEvent) {
    const hooks = this.registry.channels.get(channelId)?.webhooks ?? [];
    return hooks
      .filter(({ events }) => events.includes(type))
      .map(({ url, headers }) => ({ key: `${url} ${channelId} ${type}`, url, secret: "", headers }));
  }

  private mixed<T>(list: readonly T[], key: string): T[] {
    return mixed(list, (_, nth) => `${this.seed}:${key}:${nth}`);
  }

  private travelling(deliveries: WebhookDelivery[], times: number, shuffle: boolean): WebhookDelivery[] {
    const all = deliveries.flatMap((delivery) => {
      const twice = this.draw(`repeat:${delivery.id}`) < this.manners.repeat ? 2 : 1;
      return Array.from({ length: twice * times }, () => delivery);
    });
    return shuffle || this.manners.shuffle ? this.mixed(all, `way:${this.made}`) : all;
  }

  private async send(delivery: WebhookDelivery): Promise<void> {
    const attempt = await post(delivery.url, delivery.body, delivery.headers, ANSWER_MS[this.mode]);
    const now = this.clock.now();
    delivery.attempts.push({ at: new Date(now).toISOString(), ...attempt });
    const failed = delivery.attempts.filter(({ status }) => status !== 200).length;
    if (attempt.status === 200) delivery.state = "taken";
    else if (now - delivery.madeAt > GIVE_UP_MS) delivery.state = "given_up";
    else if (delivery.state !== "taken") {
      delivery.state = "waiting";
      delivery.dueAt = now + pauseAfter(delivery.vendor, failed);
    }
  }
}

function pauseAfter(vendor: OutEvent["vendor"], failures: number): number {
  if (vendor === "whapi") return Math.min(failures * WHAPI_STEP_MS, WHAPI_MOST_MS);
  return BACKOFF_MS[failures - 1] ?? BACKOFF_MS.at(-1)!; // the list is not empty
}

/** The subscription check: the token and a number, which has to come back alone with a 200. */
export async function answersCheck(url: string, verifyToken: string, challenge: string): Promise<boolean> {
  try {
    const target = new URL(url);
    for (const [key, value] of [
      ["mode", "subscribe"],
      ["challenge", challenge],
      ["verify_token", verifyToken],
    ] as const)
      target.searchParams.set(`hub.${key}`, value);
    const response = await fetch(target, { redirect: "manual", signal: AbortSignal.timeout(10_000) });
    return response.status === 200 && (await response.text()) === challenge;
  } catch {
    return false;
  }
}

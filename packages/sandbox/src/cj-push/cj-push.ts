import { createHmac } from "node:crypto";
import type { PushedMessage, PushManners, PushMode, PushTopic } from "../control-types.ts";
import type { SandboxClock } from "../clock.ts";
import { each, mixed, post } from "../post.ts";
import { Push } from "../push.ts";
import { hexDigits } from "../random.ts";

/** What CJ waits for an answer; whoever steers the sandbox by hand may be on a machine that is busy. */
const ANSWER_MS = { auto: 3_000, held: 60_000 };
/** What is not taken is sent again after five minutes, three times (facts A9, the Chinese page). */
const RETRY_MS = 5 * 60_000;
const RETRIES = 3;
/** Half of the last messages failing stops all of them until the shop registers again. */
const LOOKED_AT = 20;
const FEWEST = 10;
const AT_ONCE = 20;
/** What was settled longest ago is forgotten beyond this. */
const KEPT = 20_000;
const GOOD_MANNERS: PushManners = { lose: 0, repeat: 0, shuffle: false };

export type Callback = { type: "ENABLE" | "CANCEL"; urls: string[] };
export type Callbacks = Record<PushTopic, Callback>;

/** A message in the making: `sign` null leaves the header out. */
export type Draft = {
  openId: number;
  topic: PushTopic;
  body: string;
  messageId: string;
  type: string;
  sign?: string | null | undefined;
};

/**
 * CJ's messages to shops: who registered which address, what was sent and how it was answered. In "held" mode everything waits
 * until the control API says how it is delivered; in "auto" it leaves at once and is repeated as CJ does.
 */
export class CjPush extends Push<PushManners> {
  protected readonly tickMs = 250;
  private readonly callbacks = new Map<number, Callbacks>();
  private readonly outcomes = new Map<number, boolean[]>();
  private messages: PushedMessage[] = [];
  private made = 0;
  private numbered = 0;

  /** `collect` puts what has happened by itself since it was asked last. */
  constructor(clock: SandboxClock, seed: string, mode: PushMode, collect: () => void = () => undefined) {
    super(clock, seed, mode, GOOD_MANNERS, collect);
  }

  override reset(): void {
    super.reset();
    this.callbacks.clear();
    this.outcomes.clear();
    this.messages = [];
  }

  list(): PushedMessage[] {
    this.collect();
    return this.messages;
  }

  callbacksOf(openId: number): Callbacks | undefined {
    return this.callbacks.get(openId);
  }

  /** Registering again is what CJ asks of a shop whose messages it stopped. */
  register(openId: number, callbacks: Callbacks): void {
    this.callbacks.set(openId, callbacks);
    this.outcomes.delete(openId);
  }

  /** What CJ does when too many messages fail. */
  switchOff(openId: number): void {
    for (const callback of Object.values(this.callbacks.get(openId) ?? {})) callback.type = "CANCEL";
  }

  /** Whether a shop's address answers, as CJ looks when it is registered. */
  async answers(url: string): Promise<boolean> {
    const { status } = await post(url, "{}", headersOf(null), ANSWER_MS[this.mode]);
    return status === 200;
  }

  /** Tells every shop that listens to the topic. `params` may hold bare numbers. */
  tell(topic: PushTopic, type: string, params: object, messageType = "UPDATE"): void {
    for (const openId of this.callbacks.keys()) this.tellOne(openId, topic, type, params, messageType);
  }

  tellOne(openId: number, topic: PushTopic, type: string, params: object, messageType = "UPDATE"): void {
    const messageId = this.nextId();
    const body = JSON.stringify({ messageId, type, messageType, openId, params });
    this.put({ openId, topic, type, messageId, body });
  }

  nextId(): string {
    return hexDigits(`${this.seed}:message:${++this.made}`, 32);
  }

  /** One message whatever it says; dropped when the shop does not listen. */
  put({ openId, topic, type, messageId, body, sign }: Draft): PushedMessage | undefined {
    const callback = this.callbacks.get(openId)?.[topic];
    if (callback?.type !== "ENABLE") return undefined;
    const message: PushedMessage = {
      id: `push-${++this.numbered}`,
      messageId,
      openId,
      topic,
      type,
      body,
      sign: sign === undefined ? signatureOf(body, openId) : sign,
      state: this.draw(`lose:${messageId}`) < this.manners.lose ? "dropped" : "waiting",
      dueAt: this.clock.now(),
      attempts: [],
    };
    this.messages.push(message);
    if (this.messages.length > KEPT)
      this.messages = this.messages.filter(
        ({ state }, at) => at >= KEPT / 2 || state === "waiting" || state === "sending",
      );
    return message;
  }

  /** Sends everything that waits, `repeat` times each, shuffled by the seed on demand. */
  async deliver({ repeat = 1, shuffle = false }: { repeat?: number | undefined; shuffle?: boolean | undefined }) {
    this.collect();
    const waiting = this.messages.filter(({ state }) => state === "waiting");
    await each(this.travelling(waiting, { repeat, shuffle }), AT_ONCE, (one) => this.send(one));
    return waiting;
  }

  protected override async sendDue(): Promise<void> {
    this.collect();
    const due = this.messages.filter(({ state, dueAt }) => state === "waiting" && dueAt <= this.clock.now());
    for (const message of due) message.state = "sending";
    await each(this.travelling(due, { repeat: 1, shuffle: false }), AT_ONCE, (one) => this.send(one));
  }

  /** What arrives of these, in which order, how often. */
  private travelling(messages: readonly PushedMessage[], how: { repeat: number; shuffle: boolean }): PushedMessage[] {
    const { repeat, shuffle } = this.manners;
    const all = messages.flatMap((message) => {
      const times = this.draw(`repeat:${message.messageId}`) < repeat ? 2 : 1;
      return Array.from({ length: times * how.repeat }, () => message);
    });
    return shuffle || how.shuffle ? mixed(all, ({ id }, nth) => `${this.seed}:${id}:${nth}`) : all;
  }

  private async send(message: PushedMessage): Promise<void> {
    const callback = this.callbacks.get(message.openId)?.[message.topic];
    if (callback?.type !== "ENABLE" || callback.urls[0] === undefined) {
      message.state = "dropped";
      return;
    }
    const attempt = await post(callback.urls[0], message.body, headersOf(message.sign), ANSWER_MS[this.mode]);
    message.attempts.push({ at: new Date(this.clock.now()).toISOString(), ...attempt });
    const taken = attempt.status === 200;
    if (taken) message.state = "taken";
    else if (message.attempts.length > RETRIES) message.state = "given_up";
    else {
      message.state = "waiting";
      message.dueAt = this.clock.now() + RETRY_MS;
    }
    this.judge(message.openId, taken);
  }

  private judge(openId: number, taken: boolean): void {
    const last = [...(this.outcomes.get(openId) ?? []), taken].slice(-LOOKED_AT);
    this.outcomes.set(openId, last);
    const failed = last.filter((one) => !one).length;
    if (last.length >= FEWEST && failed * 2 >= last.length) this.switchOff(openId);
  }
}

/** Base64 of HMAC-SHA256 over the bytes, the key being the decimal openId. */
export const signatureOf = (body: string, openId: number | string): string =>
  createHmac("sha256", String(openId)).update(body).digest("base64");

const headersOf = (sign: string | null): Record<string, string> => ({
  "content-type": "application/json",
  "user-agent": "Apache-HttpClient",
  ...(sign !== null && { sign }),
});

import type { SandboxClock } from "../clock.ts";
import { Chats } from "./chats.ts";
import { IdMint } from "./ids.ts";
import { Inbox } from "./inbox.ts";
import { SendLimits } from "./limits.ts";
import { MediaStore } from "./media.ts";
import { Outbox } from "./outbox.ts";
import { People } from "./people.ts";
import { Introductions } from "./push/events.ts";
import { WhatsAppPush, type WhatsAppPushMode } from "./push/push.ts";
import { Registry } from "./registry.ts";
import { Templates } from "./templates.ts";

export type WhatsAppOptions = {
  clock: SandboxClock;
  seed: string;
  mode: WhatsAppPushMode;
  /** No messages a second and no pair limit. */
  unpaced: boolean;
  /** Own origin, once it is known. */
  url: () => string;
};

/** The simulated WhatsApp: people with telephones, businesses at Meta and at Whapi, and what goes between them. */
export class WhatsApp {
  readonly clock: SandboxClock;
  readonly unpaced: boolean;
  readonly url: () => string;
  readonly ids: IdMint;
  readonly registry: Registry;
  readonly people: People;
  readonly chats: Chats;
  readonly media: MediaStore;
  readonly limits = new SendLimits();
  readonly push: WhatsAppPush;
  readonly introductions: Introductions;
  readonly templates: Templates;
  readonly outbox: Outbox;
  readonly inbox: Inbox;

  constructor({ clock, seed, mode, unpaced, url }: WhatsAppOptions) {
    this.clock = clock;
    this.unpaced = unpaced;
    this.url = url;
    this.ids = new IdMint(seed);
    this.registry = new Registry(this.ids);
    this.people = new People(seed);
    this.chats = new Chats(clock);
    this.media = new MediaStore(clock, this.ids);
    this.push = new WhatsAppPush(clock, seed, this.registry, mode, () => this.templates.settle());
    this.introductions = new Introductions(this.people, this.chats, this.registry);
    this.templates = new Templates(clock, this.ids, this.push);
    const { ids, registry, chats, push, introductions, people, media, limits } = this;
    this.outbox = new Outbox({ clock, ids, chats, registry, push, introductions });
    this.inbox = new Inbox({ clock, ids, chats, registry, push, introductions, people, media, limits, url });
  }

  reset(): void {
    for (const part of [this.push, this.registry, this.people, this.chats, this.media, this.limits, this.templates])
      part.reset();
  }
}

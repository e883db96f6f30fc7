import { z } from "zod";
import type { ChatMessage, Person, PhoneNumber, StatusWord, WhapiChannel } from "./model.ts";
import type { NumberInput } from "./registry.ts";
import type { PersonInput } from "./people.ts";
import type { WebhookDelivery, WhatsAppManners, WhatsAppPushMode } from "./push/push.ts";
import type { Quality, StoredTemplate, TemplateState } from "./templates.ts";

const more = {
  /** The message it answers. */
  quotedId: z.string().optional(),
  forwarded: z.enum(["once", "often"]).optional(),
  referral: z.record(z.string(), z.unknown()).optional(),
  /** Another time than now, ISO; another id than a new one. */
  at: z.iso.datetime({ offset: true }).optional(),
  id: z.string().min(1).optional(),
};
const emoji = z.string().optional();

/** What a person can do in a chat. */
export const PersonActBody = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("text"), text: z.string(), ...more }),
  z.strictObject({
    do: z.literal("file"),
    kind: z.enum(["image", "video", "audio", "voice", "document", "sticker"]),
    /** A sample without. */
    base64: z.string().optional(),
    mimeType: z.string().optional(),
    filename: z.string().optional(),
    caption: z.string().optional(),
    ...more,
  }),
  z.strictObject({
    do: z.literal("location"),
    latitude: z.number(),
    longitude: z.number(),
    name: z.string().optional(),
    address: z.string().optional(),
    ...more,
  }),
  z.strictObject({ do: z.literal("contacts"), contacts: z.array(z.record(z.string(), z.unknown())), ...more }),
  /** Of reply buttons, lists and quick replies: by the id the business gave it. */
  z.strictObject({ do: z.literal("tap"), messageId: z.string(), buttonId: z.string(), ...more }),
  /** Without an emoji the reaction is taken back by leaving it out, with an empty one by that. */
  z.strictObject({ do: z.literal("react"), messageId: z.string(), emoji, ...more }),
  z.strictObject({ do: z.literal("edit"), messageId: z.string(), text: z.string(), ...more }),
  z.strictObject({ do: z.literal("revoke"), messageId: z.string(), ...more }),
  z.strictObject({ do: z.literal("unsupported"), what: z.string().default("poll_creation"), ...more }),
  /** Any type with anything under it, also of the future. */
  z.strictObject({ do: z.literal("raw"), type: z.string(), content: z.unknown(), ...more }),
]);
export type PersonAct = z.output<typeof PersonActBody>;
export type PersonActInput = z.input<typeof PersonActBody>;

/** A business number with all that a program needs to use it. */
export type CloudNumberView = Omit<PhoneNumber, "kind" | "override"> & {
  phoneNumberId: string;
  accountId: string;
  portfolioId: string;
  appId: string;
  appSecret: string;
  token: string;
  /** `http://127.0.0.1:3100/graph/v24.0` */
  baseUrl: string;
  callbacks: { number: string | null; account: string | null; app: string | null };
  subscribed: boolean;
  reachedToday: number;
};
export type WhapiChannelView = Omit<WhapiChannel, "kind"> & { baseUrl: string };
export type PersonView = Omit<Person, "stopped" | "blocks"> & {
  blocks: string[];
  stopped: string[];
  /** By portfolio: what that business writes to instead of the number. */
  userIds: Record<string, string>;
};
export type ThreadView = {
  lineId: string;
  personId: string;
  /** ISO; null: closed. */
  windowUntil: string | null;
  typing: boolean;
  messages: ChatMessage[];
};

export type WhatsAppAccountInput = NumberInput & {
  appId?: string;
  appSecret?: string;
  portfolioId?: string;
  dailyLimit?: number | null;
  templateLimit?: number;
};

/** The simulated WhatsApp, from outside. Every `line` is a phone number id or a channel id. */
export interface WhatsAppControl {
  accounts: {
    /** A fresh account with one number and a token; the first of the list always exists. */
    create(input?: WhatsAppAccountInput): Promise<CloudNumberView>;
    addNumber(accountId: string, input?: NumberInput): Promise<CloudNumberView>;
    list(): Promise<CloudNumberView[]>;
    /** Limits, quality, and codes it refuses or fails with from now on. */
    set(phoneNumberId: string, change: NumberInput & { dailyLimit?: number | null }): Promise<CloudNumberView>;
    /** A new token for the account; `mayManage` false leaves templates and webhooks out. */
    grant(accountId: string, mayManage?: boolean): Promise<string>;
    /** 190 from now on. */
    killToken(token: string): Promise<void>;
    /** From now on the app signs with a new secret, which is answered. */
    rotateSecret(appId: string): Promise<string>;
    /** The app's own callback, unverified, as set on Meta's page. */
    setAppCallback(appId: string, url: string, verifyToken: string): Promise<void>;
  };
  channels: {
    create(input?: Partial<Pick<WhapiChannel, "phone" | "name" | "state">>): Promise<WhapiChannelView>;
    list(): Promise<WhapiChannelView[]>;
    /** QR: the session is lost; told by webhook, and calls answer 401. */
    setState(channelId: string, state: WhapiChannel["state"]): Promise<WhapiChannelView>;
  };
  people: {
    create(input?: PersonInput): Promise<PersonView>;
    list(): Promise<PersonView[]>;
    set(personId: string, change: PersonInput): Promise<PersonView>;
    /** Writes, taps, reacts ... to a business. */
    act(personId: string, line: string, act: PersonActInput): Promise<ChatMessage>;
    /** Opens the chat: what has arrived is read. */
    read(personId: string, line: string): Promise<void>;
    block(personId: string, line: string, blocked?: boolean): Promise<PersonView>;
    /** The business answers on its own telephone rather than over the API. */
    echo(personId: string, line: string, text: string): Promise<ChatMessage>;
    /** New people write that many messages in turn; the ids in their order. */
    crowd(line: string, count: { people: number; messages: number }): Promise<string[]>;
    prefer(personId: string, line: string, value: "stop" | "resume"): Promise<void>;
    changeNumber(personId: string, phone: string): Promise<PersonView>;
    changeUserId(personId: string): Promise<PersonView>;
    changeIdentity(personId: string): Promise<PersonView>;
  };
  threads: {
    list(filter?: { line?: string; personId?: string }): Promise<ThreadView[]>;
    /** Tells a status of a message at any time: late, again, or wrong. */
    status(messageId: string, word: StatusWord, more?: { at?: string; code?: number }): Promise<ChatMessage>;
    /** Of held templates: lets it go, or drops it (132015). */
    release(messageId: string, drop?: boolean): Promise<ChatMessage>;
  };
  templates: {
    list(accountId: string): Promise<StoredTemplate[]>;
    /** Decides everything under review now. */
    review(): Promise<void>;
    setStatus(templateId: string, status: TemplateState, reason?: string): Promise<StoredTemplate>;
    setQuality(templateId: string, quality: Quality, mislabelled?: boolean): Promise<StoredTemplate>;
    setCategory(templateId: string, category: string, announced?: boolean): Promise<StoredTemplate>;
  };
  webhooks: {
    list(): Promise<WebhookDelivery[]>;
    /** "held" unless the sandbox was started otherwise. */
    mode(mode: WhatsAppPushMode): Promise<void>;
    /** From now on: lost, repeated, doubled, shuffled, batched, pretty; without anything, good again. */
    manners(manners?: Partial<WhatsAppManners>): Promise<void>;
    /** Sends all that waits; resolves when all were answered. */
    deliver(how?: { repeat?: number; shuffle?: boolean }): Promise<WebhookDelivery[]>;
    /** Any `value` of any field to whoever listens. */
    tell(accountId: string, field: string, value: Record<string, unknown>): Promise<void>;
    /** Any bytes to an address: signed with a secret, or with a signature of one's own, or without. */
    put(input: {
      url: string;
      body: string;
      secret?: string;
      signature?: string;
      headers?: Record<string, string>;
    }): Promise<WebhookDelivery>;
  };
}

import type { Person, VendorError } from "./types.ts";

export type MediaKind = "image" | "video" | "audio" | "document" | "sticker";

/** A file of a message. It has to be fetched by its id at once: urls live minutes, ids days. */
export type MediaContent = {
  type: "media";
  media: MediaKind;
  /** Null when the vendor has none yet or never: "not available". */
  mediaId: string | null;
  /** Without its parameters: `audio/ogg; codecs=opus` is `audio/ogg`. */
  mimeType: string | null;
  /** Base64, as the vendor writes it. */
  sha256: string | null;
  /** Short lived, needs the token. */
  url: string | null;
  caption: string | null;
  /** A label from a stranger, never a path. */
  filename: string | null;
  sizeBytes: number | null;
  seconds: number | null;
  voice: boolean;
  animated: boolean;
};

export type ContactCard = {
  formattedName: string | null;
  phones: { phone: string | null; waId: string | null; type: string | null }[];
  emails: string[];
  organisation: string | null;
  vcard: string | null;
};

export type Content =
  | { type: "text"; text: string }
  | MediaContent
  | {
      type: "location";
      latitude: number;
      longitude: number;
      name: string | null;
      address: string | null;
      url: string | null;
      live: boolean;
    }
  /** `requested`: the answer to our button that asks for the number. */
  | { type: "contacts"; cards: ContactCard[]; requested: boolean }
  /** A tap. The id is untrusted: check that it was issued to this person. */
  | {
      type: "choice";
      from: "button" | "list" | "template";
      id: string;
      title: string | null;
      description: string | null;
    }
  /** `answers` is null when the inner JSON is no object; `text` is that JSON as it came. */
  | { type: "flow"; name: string | null; token: string | null; answers: Record<string, unknown> | null; text: string }
  | { type: "call_permission"; answer: string; source: string | null; expiresAt: Date | null }
  /** Prices are what the customer's phone showed, as decimal text: compare with the catalogue. */
  | {
      type: "order";
      catalogId: string | null;
      text: string | null;
      lines: { productId: string; quantity: number; price: string | null; currency: string | null }[];
    }
  | { type: "poll"; question: string | null; options: string[] }
  /** The chat was opened and nothing said yet. */
  | { type: "welcome" }
  /** WhatsApp itself could not hand it over: a placeholder is all there is. */
  | { type: "unsupported"; of: string | null; errors: VendorError[] }
  /** A type this package does not know, or a known one whose content is missing or broken. The item's `raw` has it. */
  | { type: "unknown"; vendorType: string }
  | { type: "malformed"; vendorType: string; why: string; errors: VendorError[] };

export type Quote = {
  /** The vendor's id of the quoted message; it may be one we never had. */
  messageId: string | null;
  from: string | null;
  product: { catalogId: string | null; productId: string | null } | null;
};

/** The advertisement or post a chat began with. Its addresses are untrusted. */
export type Referral = {
  sourceType: string | null;
  sourceId: string | null;
  sourceUrl: string | null;
  headline: string | null;
  body: string | null;
  mediaType: string | null;
  mediaUrl: string | null;
  thumbnailUrl: string | null;
  clickId: string | null;
  welcomeText: string | null;
};

/** Where a message, reaction, edit or deletion belongs. */
export type Place = {
  /** The vendor's id of this item: wamid, or Whapi's. Opaque, up to about 130 characters. */
  messageId: string;
  /** `in` from the customer; `out` written by us: on the phone, or the echo of an own call (Whapi). */
  direction: "in" | "out";
  /** Who typed what went out: `phone` is a colleague in the app, `api` the echo of a call of ours. Null for what came in. */
  sentFrom: "phone" | "api" | null;
  /** The customer, whatever the direction; in a group, who wrote. */
  person: Person;
  groupId: string | null;
  /** Imported from before the connection: no notice, no answer, no window, no opt-out. `status` is its last known. */
  history: { status: string | null } | null;
};

export type MessageItem = Place & {
  kind: "message";
  content: Content;
  quote: Quote | null;
  /** `often`: forwarded more than five times. */
  forwarded: "no" | "yes" | "often";
  referral: Referral | null;
};

/** An empty or missing emoji takes the reaction away. Never a bubble of its own. */
export type Reaction = Place & { kind: "reaction"; targetId: string; emoji: string | null };
export type MessageEdit = Place & { kind: "edit"; targetId: string; content: Content };
export type MessageRevoke = Place & { kind: "revoke"; targetId: string };
export type Vote = Place & { kind: "vote"; targetId: string; optionIds: string[] };

export type StatusWord = "pending" | "sent" | "delivered" | "read" | "played" | "failed" | "deleted";

export type StatusItem = {
  kind: "status";
  messageId: string;
  /** `other`: a word nobody documented; record and ignore. */
  status: StatusWord | "other";
  word: string;
  /** Nulls when the vendor named nobody: match by `messageId`. */
  person: Person;
  groupId: string | null;
  /** Our own id from the send (`biz_opaque_callback_data`): finds a send whose answer is not stored yet. */
  callbackData: string | null;
  /** Repeated on several statuses of a message: count once. */
  pricing: { model: string | null; type: string | null; category: string | null; billable: boolean | null } | null;
  conversation: { id: string; expiresAt: Date | null; origin: string | null } | null;
  errors: VendorError[];
};

/** The same person under a new name: move the alias, flag a conflict, never merge in silence. */
export type IdentityChange = {
  kind: "identity_change";
  messageId: string | null;
  change: "number" | "user_id" | "identity_key" | "other";
  before: Person;
  after: Person;
  text: string | null;
};

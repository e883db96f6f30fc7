/** What the simulated WhatsApp is made of. Instants are sandbox time in milliseconds; telephone numbers are digits with country code. */
export type Json = Record<string, unknown>;

export type Callback = { url: string; verifyToken: string };

/** An app at Meta: its secret signs, its callback is the one that counts when nothing nearer is set. */
export type MetaApp = { id: string; secret: string; callback: Callback | null };

/** A WhatsApp business account. */
export type Account = {
  id: string;
  appId: string;
  /** User ids of people are the same for all numbers of a portfolio. */
  portfolioId: string;
  name: string;
  /** Without a subscription there is silence. */
  subscribed: boolean;
  override: Callback | null;
  /** People a day that templates may reach outside windows; null: as many as one likes. */
  dailyLimit: number | null;
  /** Templates it may have. */
  templateLimit: number;
};

/** A telephone number at the Cloud API. */
export type PhoneNumber = {
  kind: "cloud";
  id: string;
  accountId: string;
  phone: string;
  name: string;
  quality: "GREEN" | "YELLOW" | "RED" | "UNKNOWN";
  status: "CONNECTED" | "BANNED" | "DISCONNECTED" | "PENDING";
  override: Callback | null;
  /** Messages in and out a second. */
  perSecond: number;
  /** Every send is refused at once with this code: 131031, 131042, 131048, 368 ... */
  refusesWith: number | null;
  /** Every send is taken and fails later with this code. */
  failsWith: number | null;
  /** What concerns the recipient (131026, 131047 ...) comes as a failed status, or as the answer to the call. */
  refusals: "status" | "answer";
  /** Templates are taken and held until somebody lets them go. */
  holdsTemplates: boolean;
};

/** A linked WhatsApp at Whapi. */
export type WhapiChannel = {
  kind: "whapi";
  id: string;
  token: string;
  phone: string;
  name: string;
  state: "AUTH" | "QR" | "INIT" | "LAUNCH" | "ERROR";
  webhooks: { url: string; headers: Record<string, string>; events: string[] }[];
};

/** A business number people can write to. */
export type Line = PhoneNumber | WhapiChannel;

/** A person with a telephone. */
export type Person = {
  id: string;
  name: string | null;
  /** As WhatsApp writes it (`wa_id`), which differs from what is dialled in Brazil, Mexico and Argentina. */
  phone: string;
  username: string | null;
  /** Webhooks leave the number out while the business has not written to it within 30 days. */
  hidesPhone: boolean;
  /** Two letters: what the user id begins with. */
  country: string;
  /** How often the user id has changed. */
  generation: number;
  /** How often the key behind the account has changed. */
  keyChanges: number;
  /** `absent`: not on WhatsApp (131026). */
  reach: "reached" | "absent";
  /** A telephone that is off keeps everything at one tick. */
  online: boolean;
  /** How far ticks go by themselves; what is opened on the phone page is read whatever this says, unless it is `silent`. */
  receipts: "delivered" | "read" | "silent";
  failsWith: number | null;
  /** Of the accounts (ids) it wants no marketing of. */
  stopped: Set<string>;
  /** Of the lines (ids) it has blocked. */
  blocks: Set<string>;
};

export const STATUS_WORDS = ["sent", "delivered", "read", "played", "failed"] as const;
export type StatusWord = (typeof STATUS_WORDS)[number];

export type Pricing = { billable: boolean; pricing_model: "PMP"; type: string; category: string };

/** One message of a thread, with its content as the vendor's API has it: `{ text: { body } }` and the like. */
export type ChatMessage = {
  id: string;
  from: "person" | "business";
  at: number;
  type: string;
  content: Json;
  /** What a person sees of it. */
  text: string;
  quotedId: string | null;
  /** Of the business's own: when each word was reached. */
  statuses: Partial<Record<StatusWord, number>>;
  error: number | null;
  callbackData: string | null;
  pricing: Pricing | null;
  /** Until when it may be delivered. */
  expiresAt: number;
  /** Waits for Meta's opinion of its first recipients. */
  held: boolean;
  /** The business has marked it read. */
  seen: boolean;
  reactions: { person?: string; business?: string };
  edited: boolean;
  deleted: boolean;
};

export type Thread = {
  line: Line;
  person: Person;
  messages: ChatMessage[];
  lastInboundAt: number | null;
  /** When the business last wrote to the number rather than to the user id. */
  wroteToPhoneAt: number | null;
  /** An advertisement brought the person, and nobody has answered yet. */
  cameByAdAt: number | null;
  /** Everything is free until then. */
  freeUntil: number;
  /** The business is typing until then. */
  typingUntil: number;
};

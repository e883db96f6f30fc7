import { z } from "zod";
import { Address, AddressProblem } from "./addresses.ts";
import { MAX_TAGS } from "./campaign-terms.ts";
import {
  CONFLICT_SOURCES,
  CONSENT_SOURCES,
  CONTACT_PURPOSES,
  CONTACT_SORTS,
  IDENTIFIER_TYPES,
  MAX_IDENTIFIERS,
  SUPPRESSED_PURPOSES,
  SUPPRESSION_CAUSES,
} from "./contact-terms.ts";
import { DELIVERY_PLACES } from "./delivery-preference-terms.ts";
import { ContactId, ConversationId, MessageId } from "./ids.ts";
import { Instant, page, PageInput } from "./paging.ts";

/** As somebody wrote it; the server brings it into the one form in which it is kept and compared. */
export const IdentifierInput = z.object({
  type: z.enum(IDENTIFIER_TYPES),
  value: z.string().trim().min(1).max(254),
});
export type IdentifierInput = z.output<typeof IdentifierInput>;

const Name = z.string().trim().max(200);
/** ISO 639, two letters: the language to write in. Null when nobody knows. */
const Language = z
  .string()
  .regex(/^[a-z]{2}$/)
  .nullable();
const Note = z.string().trim().max(2_000);
/** The shop's own word for a group of people, in lower case. */
export const Tag = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(40)
  .regex(/^[^,;\n]*$/);

export const CreateContactInput = z.object({
  name: Name.default(""),
  language: Language.default(null),
  note: Note.default(""),
  identifiers: z.array(IdentifierInput).max(MAX_IDENTIFIERS).default([]),
  /** Somebody has one of the identifiers already: refuse, or take them and add what they lack. */
  ifKnown: z.enum(["refuse", "use"]).default("refuse"),
});
/** What is absent stays as it is. */
export const UpdateContactInput = z.object({
  id: ContactId,
  name: Name.optional(),
  language: Language.optional(),
  note: Note.optional(),
  tags: z.array(Tag).max(MAX_TAGS).optional(),
});
const DAY_MINUTES = 24 * 60;
export const DeliveryPreferences = z.object({
  /** 1 is Monday, 7 Sunday; empty: any day. */
  days: z.array(z.number().int().min(1).max(7)).max(7),
  /** Minutes after midnight by the shop's clock; null: any time. */
  window: z
    .object({
      fromMinute: z.number().int().min(0).max(DAY_MINUTES),
      untilMinute: z.number().int().min(0).max(DAY_MINUTES),
    })
    .refine(({ fromMinute, untilMinute }) => fromMinute < untilMinute, { error: "must end after it begins" })
    .nullable(),
  /** Where it may be left; null: nothing was said. */
  place: z.enum(DELIVERY_PLACES).nullable(),
  instructions: z.string().trim().max(500),
});
/** What is absent stays as it is. */
export const UpdateDeliveryPreferencesInput = DeliveryPreferences.partial().extend({ contactId: ContactId });
export const GetContactInput = z.object({ id: ContactId });
export const ListContactsInput = PageInput.extend({
  /** Words of names, e-mail addresses and ids, or digits of a phone number as one would write or dial it. */
  q: z.string().trim().max(200).optional(),
  sort: z.enum(CONTACT_SORTS).default("newest"),
});
export const AddIdentifierInput = IdentifierInput.extend({ id: ContactId });
export const RemoveIdentifierInput = z.object({ id: ContactId, identifierId: z.uuid() });
/** With `addressId` that one is replaced. */
export const SaveAddressInput = z.object({
  id: ContactId,
  addressId: z.uuid().optional(),
  address: Address,
  /** The one that orders begin with; the first is so by itself. */
  isDefault: z.boolean().default(false),
});
export const RemoveAddressInput = z.object({ id: ContactId, addressId: z.uuid() });
export const RecordConsentInput = z.object({
  id: ContactId,
  purpose: z.enum(CONTACT_PURPOSES),
  granted: z.boolean(),
  source: z.enum(CONSENT_SOURCES).default("staff"),
  /** When it was said; now when absent, never later. */
  givenAt: Instant.optional(),
  /** What shows it: the form, the words, the file. */
  evidence: z.string().trim().max(500).default(""),
});
export const SuppressContactInput = z.object({
  id: ContactId,
  purpose: z.enum(SUPPRESSED_PURPOSES),
  cause: z.enum(SUPPRESSION_CAUSES).default("staff"),
});
export const UnsuppressContactInput = z.object({ id: ContactId, purpose: z.enum(SUPPRESSED_PURPOSES) });
export const CheckSuppressionInput = IdentifierInput.extend({ purpose: z.enum(CONTACT_PURPOSES) });
export const SuppressionAnswer = z.object({ suppressed: z.boolean() });
/** `id` stays and takes over everything of `mergedId`. */
export const MergeContactsInput = z.object({ id: ContactId, mergedId: ContactId });
export const GetMergeInput = z.object({ mergeId: z.uuid() });
/** With `force` also when some of what came along was removed since, or is somebody else's by now: that stays as it is. */
export const UnmergeContactsInput = GetMergeInput.extend({ force: z.boolean().default(false) });

export const ContactIdentifier = z.object({
  id: z.uuid(),
  type: z.enum(IDENTIFIER_TYPES),
  value: z.string(),
  /** What is not written to them there. */
  suppressed: z.array(
    z.object({ purpose: z.enum(SUPPRESSED_PURPOSES), cause: z.enum(SUPPRESSION_CAUSES), since: Instant }),
  ),
});
export type ContactIdentifier = z.output<typeof ContactIdentifier>;

export const ContactAddress = z.object({
  id: z.uuid(),
  address: Address,
  isDefault: z.boolean(),
  /** Empty when a parcel can go there. */
  problems: z.array(AddressProblem),
});
export type ContactAddress = z.output<typeof ContactAddress>;

export const ConsentView = z.object({
  id: z.uuid(),
  purpose: z.enum(CONTACT_PURPOSES),
  granted: z.boolean(),
  source: z.enum(CONSENT_SOURCES),
  evidence: z.string(),
  /** Who wrote it down. */
  byName: z.string(),
  givenAt: Instant,
});
export type ConsentView = z.output<typeof ConsentView>;

/** Somebody who was made one with this person, and can be taken apart again. */
export const MergeView = z.object({
  id: z.uuid(),
  mergedId: ContactId,
  /** What they were called; "" when nobody knew, or they were forgotten. */
  name: z.string(),
  byName: z.string(),
  at: Instant,
});
export type MergeView = z.output<typeof MergeView>;
/** Two people whose identifiers were named together. */
export const ConflictView = z.object({
  id: z.uuid(),
  /** Both, each with what of theirs was named. */
  people: z.array(
    z.object({
      id: ContactId,
      name: z.string(),
      identifiers: z.array(z.object({ type: z.enum(IDENTIFIER_TYPES), value: z.string() })),
    }),
  ),
  source: z.enum(CONFLICT_SOURCES),
  at: Instant,
  /** The message that named them, while it is here. */
  conversationId: ConversationId.nullable(),
  messageId: MessageId.nullable(),
});
export type ConflictView = z.output<typeof ConflictView>;
export const ListConflictsInput = PageInput;
export const ConflictsPage = page(ConflictView);
export const KeepApartInput = z.object({ conflictId: z.uuid() });
export const KeptApart = z.object({ conflictId: z.uuid(), contactIds: z.array(ContactId) });
export type KeptApart = z.output<typeof KeptApart>;

/** What would go back with them. */
export const UnmergePreview = MergeView.extend({
  /** With whom they are one. */
  contactId: ContactId,
  identifiers: z.array(z.object({ type: z.enum(IDENTIFIER_TYPES), value: z.string() })),
  addresses: z.number().int(),
  conversations: z.number().int(),
  /** Those that came along, and what was said since by a number or id that goes back. */
  messages: z.number().int(),
  /** Placed before the two were joined. */
  orders: z.number().int(),
  /** Came along and is not here any more: removed since, or somebody else's by now. */
  missing: z.number().int(),
  /** What is not written to them now, and will not be to either of the two. */
  suppressed: z.array(z.enum(SUPPRESSED_PURPOSES)),
});
export type UnmergePreview = z.output<typeof UnmergePreview>;

export const ContactLine = z.object({
  id: ContactId,
  name: z.string(),
  language: z.string().nullable(),
  addedAt: Instant,
  identifiers: z.array(ContactIdentifier.pick({ type: true, value: true })),
  /** City and country of the address that orders begin with. */
  place: z.object({ city: z.string(), country: z.string() }).nullable(),
  /** Nothing at all, or nothing for one purpose, is written to them. */
  suppressed: z.boolean(),
});
export type ContactLine = z.output<typeof ContactLine>;
export const ContactsPage = page(ContactLine).extend({
  /** The words have more hits than these, the newest, which were looked at; null when all were. */
  newestHits: z.number().int().nullable(),
});

/** One person. Consents are the newest 200, the newest first. */
export const ContactView = ContactLine.omit({ place: true, identifiers: true, suppressed: true }).extend({
  /** Since when they are forgotten: nothing but the proof is left, and nothing can be changed. */
  erasedAt: Instant.nullable(),
  note: z.string(),
  tags: z.array(z.string()),
  /** What they told about their deliveries; null: nothing. */
  deliveryPreferences: DeliveryPreferences.nullable(),
  identifiers: z.array(ContactIdentifier),
  addresses: z.array(ContactAddress),
  consents: z.array(ConsentView),
  /** Who is joined with them, the newest first. */
  merges: z.array(MergeView),
  /** Who may be the same person, and waits for somebody to say so. */
  conflicts: z.array(ConflictView),
});
export type ContactView = z.output<typeof ContactView>;
/** Two people again. */
export const UnmergedView = z.object({ contact: ContactView, restored: ContactView });
export type UnmergedView = z.output<typeof UnmergedView>;

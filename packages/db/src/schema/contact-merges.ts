import { sql } from "drizzle-orm";
import { check, index, jsonb, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { MOVED_KINDS, type MovedKind } from "@nexusone/contracts/contact-terms";
import type { ConversationHandler, ConversationState } from "@nexusone/contracts/conversation-terms";
import type { DeliveryPreferences } from "@nexusone/contracts/delivery-preference-terms";
import { instant, oneOf, tenantRef, tenantTable, timestamps } from "./base.ts";
import { contacts } from "./contacts.ts";

/** What a person is besides their rows. */
export type KeptPerson = {
  readonly name: string;
  readonly note: string;
  readonly tags: string[];
  readonly language: string | null;
  readonly deliveryPreferences: DeliveryPreferences | null;
};
/** How a conversation stands, instants as ISO text. */
export type KeptConversation = {
  readonly state: ConversationState;
  readonly handler: ConversationHandler;
  readonly assigneeId: string | null;
  readonly snoozedUntil: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly entryAt: string | null;
  readonly recipientPhone: string | null;
  readonly recipientUserId: string | null;
};
/** What both people were, so that they can be taken apart. */
export type KeptMerge = {
  readonly person: KeptPerson;
  readonly before: KeptPerson;
  readonly after: KeptPerson;
  /** The address that their orders began with. */
  readonly defaultAddressId: string | null;
  /** Conversations that went along. `joined`: into which row of the same number, and how that stood before and after; null: as a whole. */
  readonly conversations: readonly {
    readonly id: string;
    readonly channelId: string;
    readonly was: KeptConversation;
    readonly joined: { readonly before: KeptConversation; readonly after: KeptConversation } | null;
  }[];
};

/** That two people were made one, by whom, and what it takes to undo it. */
export const contactMerges = tenantTable(
  "contact_merges",
  {
    contactId: uuid("contact_id").notNull(),
    mergedId: uuid("merged_id").notNull(),
    at: instant("at").notNull(),
    byName: text("by_name").notNull(),
    /** Null once it is undone, or the person was forgotten. */
    kept: jsonb("kept").$type<KeptMerge>(),
    undoneAt: instant("undone_at"),
    undoneByName: text("undone_by_name"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.contactId, contacts, "cascade"),
    tenantRef(t, t.mergedId, contacts, "cascade"),
    index("contact_merges_contact").on(t.merchantId, t.contactId, t.at.desc().nullsFirst()),
    index("contact_merges_merged").on(t.merchantId, t.mergedId),
    uniqueIndex("contact_merges_active")
      .on(t.merchantId, t.mergedId)
      .where(sql`undone_at is null`),
    check("contact_merges_undone_check", sql`(${t.undoneAt} is null) = (${t.undoneByName} is null)`),
  ],
);

/** Each row that a merge moved, by its id alone: whatever it is may be gone since. Deleted with the undo. */
export const contactMergeRows = tenantTable(
  "contact_merge_rows",
  {
    mergeId: uuid("merge_id").notNull(),
    kind: text("kind").$type<MovedKind>().notNull(),
    rowId: uuid("row_id").notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.mergeId, contactMerges, "cascade"),
    unique("contact_merge_rows_key").on(t.merchantId, t.mergeId, t.kind, t.rowId),
    // Whether a message came by another merge.
    index("contact_merge_rows_row").on(t.merchantId, t.rowId),
    oneOf(t.kind, MOVED_KINDS),
  ],
);

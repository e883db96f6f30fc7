import { and, desc, eq, sql, type SQL } from "drizzle-orm";
import type {
  ChatMessageState,
  ConversationHandler,
  ConversationState,
  MessageDirection,
} from "@nexusone/contracts/conversation-terms";
import { contacts } from "../schema/contacts.ts";
import { conversations } from "../schema/conversations.ts";
import { whatsappChannels } from "../schema/whatsapp.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type ConversationRow = typeof conversations.$inferSelect;
type Key = { readonly at: Date; readonly id: string };
export type ConversationsFilter = {
  readonly state?: ConversationState | undefined;
  /** Null: nobody's. */
  readonly assigneeId?: string | null | undefined;
  readonly handler?: ConversationHandler | undefined;
  readonly channelId?: string | undefined;
  readonly contactId?: string | undefined;
  readonly unread?: boolean | undefined;
  readonly alert?: boolean | undefined;
};

/** As much of the newest message as a line shows. */
const SHOWN_CHARACTERS = 200;
type LastMessage = {
  kind: string;
  content: string;
  direction: MessageDirection;
  state: ChatMessageState;
  revoked: boolean;
};
type OpenAlert = { id: string; reason: string; detail: string; triggeredAt: string };

const LINE = {
  conversation: conversations,
  contact: { id: contacts.id, name: contacts.name, isErased: sql<boolean>`${contacts.erasedAt} is not null` },
  channel: {
    id: whatsappChannels.id,
    label: whatsappChannels.label,
    environment: whatsappChannels.environment,
    provider: whatsappChannels.provider,
    state: whatsappChannels.state,
  },
  lastMessage: sql<LastMessage | null>`(
    select jsonb_build_object('kind', case when m.kind = 'media' then coalesce(m.body ->> 'media', m.kind) else m.kind end, 'content', case when m.revoked_at is null then left(m.content, ${SHOWN_CHARACTERS}) else '' end,
      'direction', m.direction, 'state', m.state, 'revoked', m.revoked_at is not null)
    from messages m where m.merchant_id = ${conversations.merchantId} and m.conversation_id = ${conversations.id} and m.kind <> 'reaction'
    order by m.at desc, m.id desc limit 1)`,
  alert: sql<OpenAlert | null>`(
    select jsonb_build_object('id', a.id, 'reason', a.reason, 'detail', a.detail,
      'triggeredAt', to_char(a.triggered_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    from advisor_alerts a where a.merchant_id = ${conversations.merchantId} and a.conversation_id = ${conversations.id}
      and a.handled_at is null)`,
};
export type ConversationLineRow = Awaited<ReturnType<typeof listConversationRows>>[number];

function conditions(filter: ConversationsFilter): (SQL | undefined)[] {
  const { state, assigneeId, handler, channelId, contactId, unread, alert } = filter;
  return [
    state && eq(conversations.state, state),
    assigneeId === undefined
      ? undefined
      : assigneeId === null
        ? sql`${conversations.assigneeId} is null`
        : eq(conversations.assigneeId, assigneeId),
    handler && eq(conversations.handler, handler),
    channelId ? eq(conversations.channelId, channelId) : undefined,
    contactId ? eq(conversations.contactId, contactId) : undefined,
    unread === undefined ? undefined : sql.raw(unread ? "unread > 0" : "unread = 0"),
    alert === undefined
      ? undefined
      : sql`${conversations.id} ${sql.raw(alert ? "in" : "not in")} (select a.conversation_id from advisor_alerts a where a.handled_at is null)`,
  ];
}

/** Conversations with what a line shows, the last moved first; one more than `limit` when there is a next page. */
export async function listConversationRows(
  tx: MerchantTx,
  { limit, after, ...filter }: ConversationsFilter & { readonly limit: number; readonly after?: Key | undefined },
) {
  return linesWhere(
    tx,
    and(
      ...conditions(filter),
      after &&
        sql`(${conversations.lastMessageAt}, ${conversations.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
    ),
  )
    .orderBy(desc(conversations.lastMessageAt), desc(conversations.id))
    .limit(limit + 1);
}

export async function findConversationLine(tx: MerchantTx, id: string) {
  const [row] = await linesWhere(tx, eq(conversations.id, id));
  return row;
}

const linesWhere = (tx: MerchantTx, where: SQL | undefined) =>
  tx
    .select(LINE)
    .from(conversations)
    .innerJoin(
      contacts,
      and(eq(contacts.merchantId, conversations.merchantId), eq(contacts.id, conversations.contactId)),
    )
    .innerJoin(
      whatsappChannels,
      and(eq(whatsappChannels.merchantId, conversations.merchantId), eq(whatsappChannels.id, conversations.channelId)),
    )
    .where(where);

/** How many there are, counted no further than `most`. */
export async function countConversations(tx: MerchantTx, filter: ConversationsFilter, most: number): Promise<number> {
  const first = tx
    .select({ one: sql`1` })
    .from(conversations)
    .where(and(...conditions(filter)))
    // As the list reads them: without an order, thousands of another shop's are read on the way sometimes.
    .orderBy(desc(conversations.lastMessageAt), desc(conversations.id))
    .limit(most);
  const { rows } = await tx.execute<{ n: number }>(sql`select count(*)::integer as n from (${first}) as first`);
  return rows[0]?.n ?? 0;
}

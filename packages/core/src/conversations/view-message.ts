import type { ChatFileView } from "@nexusone/contracts/chat-files";
import { MessageContent } from "@nexusone/contracts/conversation-content";
import { MessageView, NoteView } from "@nexusone/contracts/conversations";
import type { listQuoted, listReactions, NoteRow, ThreadMessageRow } from "@nexusone/db/queries/conversation-thread";
import { z } from "zod";
import type { MemberNames } from "./views.ts";

type Rows<F extends (...args: never[]) => Promise<unknown>> = Awaited<ReturnType<F>>;
/** What stands beside messages. */
export type Surroundings = {
  readonly names: MemberNames;
  readonly quoted: Rows<typeof listQuoted>;
  readonly reactions: Rows<typeof listReactions>;
  /** By message. */
  readonly files: ReadonlyMap<string, ChatFileView>;
};

/** The rules' `Delivery` as far as screens show it. */
const Delivery = z.object({
  times: z.object({ sent: z.number(), delivered: z.number(), read: z.number() }).partial(),
  errorCodes: z.array(z.number()),
});
const QUOTED_CHARACTERS = 200;
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const instantOf = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString());

/** What a stored body holds; one that this version cannot read is said to be so, its text still shown. */
export function contentOf({ body, content, kind, revokedAt }: ThreadMessageRow): MessageContent {
  if (revokedAt) return { type: "revoked" };
  if (body["type"] === "unknown" || body["type"] === "malformed") return unreadable(content, body["vendorType"]);
  return MessageContent.safeParse(body).data ?? unreadable(content, kind);
}

const unreadable = (content: string, of: unknown): MessageContent =>
  content === "" ? { type: "unsupported", of: typeof of === "string" ? of : null } : { type: "text", text: content };

export function viewMessage(row: ThreadMessageRow, { names, quoted, reactions, files }: Surroundings): MessageView {
  const known = Delivery.safeParse(row.delivery).data;
  const quote = row.quotedExternalId === null ? null : quoted.find((one) => one.externalId === row.quotedExternalId);
  const own = quote?.conversationId === row.conversationId ? quote : undefined;
  return MessageView.parse({
    type: "message",
    id: row.id,
    direction: row.direction,
    author: row.author,
    authorName: row.authorUserId === null ? null : (names.get(row.authorUserId) ?? null),
    kind: row.kind,
    content: contentOf(row),
    text: row.revokedAt ? "" : row.content,
    file: row.revokedAt ? null : (files.get(row.id) ?? null),
    externalId: row.externalId,
    quote:
      row.quotedExternalId === null
        ? null
        : {
            messageId: own?.id ?? null,
            direction: own?.direction ?? null,
            kind: own?.kind ?? null,
            content: own && !own.revokedAt ? own.content.slice(0, QUOTED_CHARACTERS) : null,
          },
    reactions: reactions
      .filter(({ messageId }) => messageId === row.id)
      .map(({ direction, emoji }) => ({ direction, emoji })),
    state: row.state,
    reason: row.reason,
    errorCodes: known?.errorCodes ?? [],
    times: {
      sent: instantOf(known?.times.sent),
      delivered: instantOf(known?.times.delivered),
      read: instantOf(known?.times.read),
    },
    at: row.at.toISOString(),
    editedAt: iso(row.editedAt),
    historic: row.historic,
  });
}

export const viewNote = (
  { id, conversationId, byName, byUserId, content, at }: NoteRow,
  userId: string | null,
): NoteView =>
  NoteView.parse({
    type: "note",
    id,
    conversationId,
    byName,
    own: userId !== null && byUserId === userId,
    content,
    at: at.toISOString(),
  });

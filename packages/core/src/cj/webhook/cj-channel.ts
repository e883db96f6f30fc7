import { CjFailure, parseCjWebhook, type CjWebhookEvent } from "@nexusone/cj/client";
import { findCjConnection } from "@nexusone/db/queries/cj-connections";
import { findCjAddressOwner } from "@nexusone/db/system/inbox";
import type { ServiceContext } from "../../context.ts";
import { DomainError } from "../../errors.ts";
import type { Channel, CutMessage } from "../../inbox/channel.ts";
import { readMerchant } from "../../transaction.ts";
import { OPEN_ID_PURPOSE } from "../connection.ts";
import { followCjMessages } from "./follow-cj-messages.ts";

/** CJ numbers its messages with 32 digits; whatever is longer is none of its. */
const LONGEST_ID = 100;

/** CJ's messages: one to a body, named by `messageId`. */
export const cjChannel: Channel = {
  id: "cj",
  ownerOf: async (db, keyHash) => (await findCjAddressOwner(db, keyHash))?.merchantId,
  openSplitter: async (ctx) => {
    const openId = await openIdOf(ctx);
    return (text) => {
      const message = parse(text);
      if (message.messageId.length > LONGEST_ID) throw new DomainError("inbox.unreadable");
      if (message.openId !== null && message.openId !== openId) throw new DomainError("inbox.other_account");
      const kind = message.event.kind;
      const payload = storable({ ...namesOf(message.event), type: message.type, messageType: message.messageType });
      return [{ externalId: message.messageId, kind, payload }] satisfies CutMessage[];
    };
  },
  follow: followCjMessages,
};

function parse(text: string) {
  try {
    return parseCjWebhook(text);
  } catch (error) {
    if (error instanceof CjFailure) throw new DomainError("inbox.unreadable", {}, error);
    throw error;
  }
}

async function openIdOf(ctx: ServiceContext): Promise<string | undefined> {
  const sealed = (await readMerchant(ctx, findCjConnection))?.openIdSealed;
  return sealed ? ctx.platform.keyring.open(sealed, OPEN_ID_PURPOSE) : undefined;
}

/** What is kept of a message: of products only which they are and what of them changed, since they are read again. */
function namesOf(event: CjWebhookEvent): Record<string, unknown> {
  switch (event.kind) {
    case "product":
      return { pid: event.pid, fields: event.changedFields };
    case "variant":
      return { vids: [event.vid], fields: event.changedFields };
    case "stock":
      return { vids: event.variants.map(({ vid }) => vid) };
    default: {
      const { kind: _kind, ...rest } = event;
      return rest;
    }
  }
}

/** Without what a jsonb column refuses: zero characters, halves of pairs. */
const storable = (payload: Record<string, unknown>): Record<string, unknown> =>
  JSON.parse(
    JSON.stringify(payload, (_key, value: unknown) =>
      typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value,
    ),
  ) as Record<string, unknown>; // an object goes in

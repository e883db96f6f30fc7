import { CjFailure, parseCjWebhook, type CjWebhookEvent } from "@nexusone/cj/client";
import type { MerchantId } from "@nexusone/contracts/ids";
import { findCjConnection } from "@nexusone/db/queries/cj-connections";
import { findCjAddressOwner } from "@nexusone/db/system/inbox";
import type { ServiceContext } from "../../context.ts";
import { DomainError, isDomainError } from "../../errors.ts";
import { jobContext } from "../../imports/importer.ts";
import type { Channel, SplitBody } from "../../inbox/channel.ts";
import { storable } from "../../inbox/storable.ts";
import { readMerchant } from "../../transaction.ts";
import { OPEN_ID_PURPOSE } from "../connection.ts";
import { followCjMessages } from "./follow-cj-messages.ts";

/** CJ numbers its messages with 32 digits; whatever is longer is none of its. */
const LONGEST_ID = 100;
const NOBODY = { userId: null, name: "", extensionSessionId: null };

/** CJ's messages: one to a body, named by `messageId`; the address says whose they are. */
export const cjChannel: Channel = {
  id: "cj",
  split: async (platform, keyHash, bodies) => {
    const merchantId = (await findCjAddressOwner(platform.db, keyHash))?.merchantId;
    if (!merchantId) return bodies.map(() => ({ refusal: "inbox.unknown_address" }) as const);
    const openId = await openIdOf(jobContext(platform, merchantId, "drain-inbox", NOBODY));
    return bodies.map(({ bytes }) => splitBody(bytes, merchantId, openId));
  },
  follow: followCjMessages,
};

function splitBody(bytes: Uint8Array, merchantId: MerchantId, openId: string | undefined): SplitBody {
  try {
    const message = parse(Buffer.from(bytes).toString("utf8"));
    if (message.messageId.length > LONGEST_ID) return { refusal: "inbox.unreadable" };
    if (message.openId !== null && message.openId !== openId) return { refusal: "inbox.other_account" };
    const kind = message.event.kind;
    const payload = storable({ ...namesOf(message.event), type: message.type, messageType: message.messageType });
    return { of: [{ merchantId, messages: [{ externalId: message.messageId, kind, payload }] }], reason: null };
  } catch (error) {
    if (isDomainError(error)) return { refusal: error.reason };
    throw error;
  }
}

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

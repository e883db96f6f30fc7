import type { Environment } from "@nexusone/contracts/cj";
import { ENVIRONMENTS } from "@nexusone/contracts/cj";
import { findNumberOwners, findWhapiChannel, findWhatsAppApp, type NumberOwner } from "@nexusone/db/system/whatsapp";
import { parseCloudWebhook, parseWhapiWebhook, type WebhookItem } from "@nexusone/whatsapp/webhook";
import type { MerchantId } from "@nexusone/contracts/ids";
import type { Channel, CutMessage, PostedBody, SplitBody } from "../inbox/channel.ts";
import type { Platform } from "../platform.ts";
import { hashToken } from "../secrets/keyring.ts";
import { followWhatsApp } from "./inbound/follow-items.ts";
import { refusedItem, storedItem } from "./stored-item.ts";

/** The address of this installation's own app, which has no key. */
export const platformAddress = (environment: Environment): string => hashToken(`whatsapp:${environment}`);

type App = { readonly environment: Environment; readonly id: string | null; readonly merchantId: MerchantId | null };

/** Meta's Cloud API: items of any merchants' numbers, of those that are registered under the app that signed. */
export const cloudChannel: Channel = {
  id: "whatsapp",
  split: async (platform, keyHash, bodies) => {
    const app = await findApp(platform, keyHash);
    if (!app) return bodies.map(() => ({ refusal: "inbox.unknown_address" }) as const);
    const parsed = bodies.map(({ bytes, receivedAt }) => parseCloudWebhook(bytes, { receivedAt }));
    const refs = parsed.flat().map(({ channel }) => channel);
    const owners = await findNumberOwners(platform.db, app, {
      numbers: [...new Set(refs.flatMap(({ channelId }) => channelId ?? []))],
      accounts: [...new Set(refs.flatMap(({ channelId, accountId }) => (channelId === null && accountId) || []))],
    });
    return parsed.map((items) => sortItems(items, owners, app));
  },
  follow: followWhatsApp,
};

/** Whapi: the address is one number's, and a body that names another is refused. */
export const whapiChannel: Channel = {
  id: "whapi",
  split: async (platform, keyHash, bodies) => {
    const owner = await findWhapiChannel(platform.db, { keyHash });
    if (!owner) return bodies.map(() => ({ refusal: "inbox.unknown_address" }) as const);
    return bodies.map((body) => splitWhapi(body, owner));
  },
  follow: followWhatsApp,
};

async function findApp(platform: Platform, keyHash: string): Promise<App | undefined> {
  const environment = ENVIRONMENTS.find((one) => platformAddress(one) === keyHash);
  if (environment) return { environment, id: null, merchantId: null };
  return findWhatsAppApp(platform.db, keyHash);
}

/** An event of a whole account is told to everybody who has a number of it. */
function sortItems(items: readonly WebhookItem[], owners: readonly NumberOwner[], app: App): SplitBody {
  const of = new Map<MerchantId, CutMessage[]>();
  const add = (merchantId: MerchantId, message: CutMessage) =>
    of.set(merchantId, [...(of.get(merchantId) ?? []), message]);
  let foreign = false;
  for (const item of items) {
    const { channelId, accountId } = item.channel;
    const theirs = owners.filter((owner) =>
      channelId === null ? owner.accountId === accountId : owner.externalId === channelId,
    );
    for (const merchantId of new Set(theirs.map((owner) => owner.merchantId))) add(merchantId, storedItem(item));
    if (theirs.length > 0) continue;
    foreign = true;
    // Whose app it is learns that it speaks for a number which is not connected; nobody else does.
    if (app.merchantId) add(app.merchantId, refusedItem(item));
  }
  return {
    of: [...of].map(([merchantId, messages]) => ({ merchantId, messages })),
    reason: foreign ? "webhook.foreign_channel" : null,
  };
}

function splitWhapi(
  { bytes, receivedAt }: PostedBody,
  owner: { merchantId: MerchantId; externalId: string },
): SplitBody {
  const items = parseWhapiWebhook(bytes, { receivedAt });
  const messages = items.map((item) =>
    item.channel.channelId === owner.externalId ? storedItem(item) : refusedItem(item),
  );
  const foreign = messages.some(({ refusal }) => refusal !== undefined);
  return { of: [{ merchantId: owner.merchantId, messages }], reason: foreign ? "webhook.foreign_channel" : null };
}

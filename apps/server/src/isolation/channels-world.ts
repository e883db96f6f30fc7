import { connectChannel } from "@nexusone/core/channels/connect-channel";
import { listChannels } from "@nexusone/core/channels/list-channels";
import type { CloudNumberView } from "@nexusone/sandbox/whatsapp/control-types";
import type { Shop, World } from "./world.ts";

const numbers = new WeakMap<Shop, Promise<CloudNumberView>>();

/** The keys of the shop's own number, with an app of its own; connected unless somebody disconnected it just now. */
export async function channelKeys({ server }: Pick<World, "server">, shop: Shop) {
  const made = numbers.get(shop) ?? server.sandbox.control.whatsapp.accounts.create();
  numbers.set(shop, made);
  const { phoneNumberId, accountId, token, appId, appSecret } = await made;
  return {
    provider: "cloud_api",
    environment: "sandbox",
    phoneNumberId,
    accountId,
    token,
    app: { appId, appSecret },
  } as const;
}

/** The shop's own number, connected. */
export async function ownChannel(world: Pick<World, "server">, shop: Shop) {
  const { ctx } = shop.staff.owner;
  const keys = await channelKeys(world, shop);
  const { channels } = await listChannels(ctx);
  const known = channels.find(({ externalId, state }) => externalId === keys.phoneNumberId && state === "connected");
  const { id } = known ?? (await connectChannel(ctx, keys));
  return { id, token: keys.token, appSecret: keys.app.appSecret };
}

import { ChannelId, ConnectChannelInput, MAX_CHANNELS, type ChannelDetails } from "@nexusone/contracts/channels";
import { findImportState } from "@nexusone/db/queries/imports-state";
import {
  insertChannel,
  listChannels,
  lockChannel,
  type ChannelRow,
  type NewChannel,
} from "@nexusone/db/queries/whatsapp-channels";
import { deleteUnusedApp } from "@nexusone/db/queries/whatsapp-apps";
import { isUniqueViolation, type MerchantTx } from "@nexusone/db/with-merchant";
import type { ChannelHealth } from "@nexusone/whatsapp/client";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { hashToken } from "../secrets/keyring.ts";
import { drawPublicToken } from "../secrets/public-token.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { CHANNEL_TOKEN_PURPOSE } from "../whatsapp/client-of.ts";
import { CHANNEL_KEY_PURPOSE, HEADER_SECRET_PURPOSE } from "./address.ts";
import { allowedEnvironments } from "./allowed.ts";
import { keepApp } from "./app-keys.ts";
import { getChannel } from "./get-channel.ts";
import { moveAndSend } from "./move-and-send.ts";
import { tellState } from "./move-channel.ts";
import { proveApp, proveNumber, type Keys } from "./prove.ts";
import { registerAddress } from "./register-address.ts";
import { standingOf } from "./standing.ts";

/**
 * Connects a WhatsApp number: whoever can ask for it with its token controls it. One that the shop had before gets its keys anew
 * and keeps its conversations. Has the vendor send to our address; how that went is in the answer. Keys are sealed and never
 * leave the server again. Calls the vendor.
 * @throws `channels.taken`, `channels.sandbox_refused`, `channels.too_many` {limit}, `channels.app_needed`,
 * `channels.app_rejected`, `channels.number_not_found`, `channels.wrong_account` and the other failures of a number
 */
export async function connectChannel(
  ctx: ServiceContext,
  rawInput: z.input<typeof ConnectChannelInput>,
): Promise<ChannelDetails> {
  authorize(ctx, "channels:manage");
  const input = ConnectChannelInput.parse(rawInput);
  await refuseWhatMayNot(ctx, input);
  const keys: Keys = {
    environment: input.environment,
    provider: input.provider,
    externalId: input.provider === "whapi" ? input.channelId : input.phoneNumberId,
    accountId: input.provider === "whapi" ? null : input.accountId,
    tokenSealed: ctx.platform.keyring.seal(input.token, CHANNEL_TOKEN_PURPOSE),
  };
  const health = await proveNumber(ctx, keys);
  if (input.provider === "cloud_api" && input.app) await proveApp(ctx, input.environment, input.app);
  const id = await store(ctx, input, keys, health);
  await registerAddress(ctx, id);
  return getChannel(ctx, { id });
}

async function refuseWhatMayNot(ctx: ServiceContext, input: ConnectChannelInput): Promise<void> {
  const { environment, provider } = input;
  const state = await readMerchant(ctx, findImportState);
  if (!allowedEnvironments(ctx, state?.isDemo ?? false).includes(environment))
    throw new DomainError(environment === "sandbox" ? "channels.sandbox_refused" : "channels.environment_missing");
  if (provider === "cloud_api" && !input.app && !ctx.platform.whatsapp.apps[environment])
    throw new DomainError("channels.app_needed");
}

async function store(
  ctx: ServiceContext,
  input: ConnectChannelInput,
  keys: Keys,
  health: ChannelHealth,
): Promise<ChannelId> {
  try {
    return await inMerchantTx(ctx, async (tx) => {
      const own = await ownOf(tx, keys);
      const now = ctx.platform.clock.now();
      const isApp = input.provider === "cloud_api" && input.app !== undefined;
      const change = {
        ...keys,
        ...standingOf(keys, health, now),
        ...(input.label && { label: input.label }),
        ...(keys.provider === "whapi" && !own?.keyHash && drawAddress(ctx)),
        appId: isApp ? await keepApp(tx, ctx, input.environment, input.app!) : null, // it is there by the line above
        pausedReason: null,
        pausedUntil: null,
        webhookBase: null,
        webhookReason: null,
        connectedAt: own && own.state !== "disconnected" ? own.connectedAt : now,
      };
      if (!own) {
        const label = input.label ?? health.displayName ?? health.displayPhone ?? keys.externalId;
        const row = await insertChannel(tx, { ...change, label: label.slice(0, 60) } satisfies NewChannel);
        await tellState(tx, ctx, row);
        return ChannelId.parse(row.id);
      }
      await moveAndSend(tx, ctx, own, change);
      if (own.appId !== null && own.appId !== change.appId) await deleteUnusedApp(tx, own.appId);
      return ChannelId.parse(own.id);
    });
  } catch (error) {
    if (isUniqueViolation(error, "whatsapp_channels_number")) throw new DomainError("channels.taken", {}, error);
    throw error;
  }
}

/** The number as the shop has or had it, locked. */
async function ownOf(tx: MerchantTx, { environment, provider, externalId }: Keys): Promise<ChannelRow | undefined> {
  const rows = await listChannels(tx);
  const known = rows.findLast(
    (row) => row.environment === environment && row.provider === provider && row.externalId === externalId,
  );
  const active = rows.filter(({ state, id }) => state !== "disconnected" && id !== known?.id);
  // Two at the same moment may pass by one: the limit keeps a list readable, nothing depends on it.
  if (active.length >= MAX_CHANNELS) throw new DomainError("channels.too_many", { limit: MAX_CHANNELS });
  return known && lockChannel(tx, known.id);
}

function drawAddress({ platform }: ServiceContext) {
  const key = drawPublicToken();
  return {
    keySealed: platform.keyring.seal(key, CHANNEL_KEY_PURPOSE),
    keyHash: hashToken(key),
    headerSecretSealed: platform.keyring.seal(drawPublicToken(), HEADER_SECRET_PURPOSE),
  };
}

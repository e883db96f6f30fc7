import type { Environment } from "@nexusone/contracts/cj";
import { findChannel, listChannels, type ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { Account } from "@nexusone/db/queries/templates";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { DomainError } from "../errors.ts";

/** A WhatsApp business account with the number through which we speak with it. */
export type ConnectedAccount = {
  readonly environment: Environment;
  readonly accountId: string;
  readonly channel: ChannelRow;
};
const NONE: Account = { environment: null, accountId: null };

const reaches = (channel: ChannelRow): channel is ChannelRow & { accountId: string } =>
  channel.provider === "cloud_api" && channel.state !== "disconnected" && channel.accountId !== null;

/** Of several numbers of an account one that works goes first. Whapi's numbers have no templates. */
export async function connectedAccounts(tx: MerchantTx): Promise<ConnectedAccount[]> {
  const usable = (await listChannels(tx)).filter(reaches);
  const byAccount = Map.groupBy(usable, ({ environment, accountId }) => `${environment} ${accountId}`);
  return [...byAccount.values()].flatMap((channels) => {
    const channel = channels.find(({ state }) => state === "connected") ?? channels[0];
    return channel ? [{ environment: channel.environment, accountId: channel.accountId, channel }] : [];
  });
}

/**
 * Whose account a new template is for: that of the number, else the shop's only one, none while there is none. "first": any, for
 * who only looks. @throws `templates.no_account`, `templates.which_account`.
 */
export async function accountFor(
  tx: MerchantTx,
  channelId?: string,
  several: "refuse" | "first" = "refuse",
): Promise<Account> {
  if (channelId !== undefined) {
    const channel = await findChannel(tx, channelId);
    if (!channel || !reaches(channel)) throw new DomainError("templates.no_account");
    return { environment: channel.environment, accountId: channel.accountId };
  }
  const accounts = await connectedAccounts(tx);
  if (accounts.length > 1 && several === "refuse") throw new DomainError("templates.which_account");
  return accounts[0] ?? NONE;
}

/** The number through which an account's templates are changed. @throws `templates.no_account`. */
export async function channelOf(tx: MerchantTx, { environment, accountId }: Account): Promise<ChannelRow> {
  const found = (await connectedAccounts(tx)).find(
    (one) => one.environment === environment && one.accountId === accountId,
  );
  if (!found) throw new DomainError("templates.no_account");
  return found.channel;
}

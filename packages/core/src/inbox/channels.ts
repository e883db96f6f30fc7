import type { InboxChannel } from "@nexusone/contracts/inbox-terms";
import { cjChannel } from "../cj/webhook/cj-channel.ts";
import { cloudChannel, whapiChannel } from "../whatsapp/whatsapp-channel.ts";
import type { Channel } from "./channel.ts";

/** Every vendor that sends us messages. */
export const CHANNELS: Readonly<Record<InboxChannel, Channel>> = {
  cj: cjChannel,
  whatsapp: cloudChannel,
  whapi: whapiChannel,
};

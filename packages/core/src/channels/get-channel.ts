import type { ChannelDetails, ChannelInput } from "@nexusone/contracts/channels";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readMerchant } from "../transaction.ts";
import { findWithApp } from "./register-address.ts";
import { viewDetails } from "./view.ts";

/** One number, and what has to be typed in at its vendor. @throws `request.not_found` */
export async function getChannel(ctx: ServiceContext, { id }: z.output<typeof ChannelInput>): Promise<ChannelDetails> {
  authorize(ctx, "channels:read");
  const found = await readMerchant(ctx, (tx) => findWithApp(tx, id));
  if (!found) throw new DomainError("request.not_found");
  return viewDetails(ctx, found);
}

import type { RequestLinkInput } from "@nexusone/contracts/identity";
import { withSystem } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import type { ClientContext } from "../context.ts";
import { mailUserLink } from "./mail-user-link.ts";
import { takeAttempt } from "./throttle.ts";

type Input = z.output<typeof RequestLinkInput>;

/** Mails a sign-in link. An unknown address is answered, and throttled, exactly like a known one. */
export async function requestMagicLink(ctx: ClientContext, { email }: Input): Promise<void> {
  await requestLink(ctx, "magic_link", email);
}

/** Mails a link to choose a new password. An unknown address is answered, and throttled, exactly like a known one. */
export async function requestPasswordReset(ctx: ClientContext, { email }: Input): Promise<void> {
  await requestLink(ctx, "reset_password", email);
}

async function requestLink(ctx: ClientContext, kind: "magic_link" | "reset_password", email: string): Promise<void> {
  await takeAttempt(ctx, "link", email);
  await withSystem(ctx.platform.db, (tx) => mailUserLink(tx, ctx, { kind, email }));
}

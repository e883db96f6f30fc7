import type { SignUpInput } from "@nexusone/contracts/identity";
import { clientContext, type TestPlatform } from "@nexusone/testing/contexts";
import { vi } from "vitest";
import type { z } from "zod";
import type { UserContext } from "../context.ts";
import { authenticateSession } from "./authenticate.ts";
import { signUp } from "./sign-up.ts";
import type { SignedIn } from "./start-session.ts";

export const PASSWORD = "correct horse battery";
export const near = { loopback: true };
export const distant = { loopback: false };

export const signUpInput = (email: string, change: Partial<z.output<typeof SignUpInput>> = {}) => ({
  email,
  password: PASSWORD,
  name: "Zoé Martin",
  merchantName: "Café Lumière",
  currency: "EUR" as const,
  destinationCountry: "FR",
  locale: "en" as const,
  ...change,
});

let people = 0;
/** Somebody new with a merchant of their own, signed in. */
export async function newcomer(platform: TestPlatform) {
  people += 1;
  const email = `person-${people}@example.com`;
  const signedIn = await signUp(clientContext(platform), signUpInput(email));
  const [membership] = signedIn.me.memberships;
  if (!membership) throw new Error("signed up without a merchant");
  return { ...signedIn, email, userId: signedIn.me.user.id, merchantId: membership.merchantId };
}

/** The context of requests made with that session. */
export async function contextOf(platform: TestPlatform, { token, me }: SignedIn): Promise<UserContext> {
  const who = await authenticateSession({ platform, token });
  if (!who) throw new Error(`no session of ${me.user.email}`);
  return { ...clientContext(platform), user: who.user };
}

/** Waits for the mail to an address whose link leads to `path`, and gives the newest link's token. */
export async function mailedToken(platform: TestPlatform, to: string, path: string): Promise<string> {
  const pattern = new RegExp(`^.*: http://127\\.0\\.0\\.1:3000/auth/${path}\\?token=([\\w-]+)$`, "m");
  return vi.waitFor(() => {
    const found = platform.mails.filter((mail) => mail.to === to).map((mail) => pattern.exec(mail.text)?.[1]);
    const token = found.findLast((each) => each !== undefined);
    if (!token) throw new Error(`no ${path} link was mailed to ${to}`);
    return token;
  });
}

/** The reason code a promise is refused with. */
export async function reasonOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "nothing was refused",
    (error: unknown) => (error as { reason?: string }).reason ?? String(error),
  );
}

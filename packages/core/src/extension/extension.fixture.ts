import type { ExtensionTokens } from "@nexusone/contracts/extension";
import { EXTENSION_SCOPES, type ExtensionScope, type Role } from "@nexusone/contracts/permissions";
import { clientContext, createStaffedMerchant, type TestPlatform } from "@nexusone/testing/contexts";
import type { MerchantOverrides } from "@nexusone/testing/merchants";
import type { ServiceContext } from "../context.ts";
import { authenticateExtension } from "./authenticate-extension.ts";
import { createPairing } from "./create-pairing.ts";
import { pair } from "./pair.ts";
import { refreshSession } from "./refresh-session.ts";

/** A Premium merchant whose member has paired a browser. */
export async function pairedBrowser(
  platform: TestPlatform,
  { role = "owner", scopes, ...overrides }: MerchantOverrides & { role?: Role; scopes?: ExtensionScope[] } = {},
) {
  const staffed = await createStaffedMerchant(platform, role, overrides);
  return { ...staffed, tokens: await pairBrowser(staffed.ctx, scopes) };
}

export async function pairBrowser(ctx: ServiceContext, scopes: ExtensionScope[] = [...EXTENSION_SCOPES]) {
  const { pairingCode } = await createPairing(ctx, { name: "Shop laptop", scopes });
  return pair(clientContext(ctx.platform), { code: pairingCode, browser: "Chrome 140 on Linux" });
}

export const refresh = (platform: TestPlatform, { refreshToken }: Pick<ExtensionTokens, "refreshToken">) =>
  refreshSession(clientContext(platform), { refreshToken });

/** One request of the extension: the context it would act in. */
export async function request(platform: TestPlatform, tokens: Pick<ExtensionTokens, "accessToken">) {
  const identity = await authenticateExtension({ platform, jwt: tokens.accessToken });
  return { ...identity, platform, requestId: "test" } satisfies ServiceContext;
}

/** The reason a call was refused with; throws when it was not refused. */
export async function reasonOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => new Error("was not refused"),
    (refusal: unknown) => refusal,
  );
  if (error instanceof Error && "reason" in error) return String(error.reason);
  throw error;
}

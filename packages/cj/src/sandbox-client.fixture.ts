import type { AccountView } from "@nexusone/sandbox/control-types";
import type { Sandbox } from "@nexusone/sandbox/start";

import { createCjAuth, createCjClient } from "./client/index.ts";
import type { CjCallRecord, CjClient } from "./client/index.ts";

/** A client of a new account with real tokens, which forgets a refused one and refreshes. */
export async function clientOfNewAccount(
  sandbox: Sandbox,
  record: (call: CjCallRecord) => void = () => {},
  timeoutMs = 10_000,
): Promise<{ cj: CjClient; account: AccountView }> {
  const auth = createCjAuth({ baseUrl: sandbox.cjApiUrl });
  const account = await sandbox.control.accounts.create();
  const login = () => auth.getAccessToken(account.apiKey);
  let tokens = await login();
  const cj = createCjClient({
    baseUrl: sandbox.cjApiUrl,
    timeoutMs,
    tokens: {
      accessToken: async () => tokens.accessToken,
      // Half a year later the refresh token is over as well.
      invalid: async () => (tokens = await auth.refreshAccessToken(tokens.refreshToken).catch(login)).accessToken,
    },
    limiter: { acquire: async () => {}, penalise: () => {} },
    record,
  });
  return { cj, account };
}

import { createCjAuth, createCjClient } from "@nexusone/cj/client";
import { ConnectCjInput } from "@nexusone/contracts/cj";
import { replaceCjConnection } from "@nexusone/db/queries/cj-connections";
import { findImportState } from "@nexusone/db/queries/imports-state";
import { isUniqueViolation } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { accountNumberOf, API_KEY_PURPOSE, baseUrlOf, OPEN_ID_PURPOSE, sealTokens } from "./connection.ts";
import { deadlineIn, INTERACTIVE_MS } from "../deadline.ts";
import { askCj } from "./failure.ts";
import { allowedEnvironments, type CjStatus, statusOf } from "./get-cj-status.ts";
import { waitForAddress } from "./limiter.ts";
import { cjRecorder } from "./recorder.ts";
import { keepWebhookSoon } from "./webhook/webhook-job.ts";

const DEFAULT_POINTS_PER_DAY = 50_000;

/**
 * Connects the merchant's CJ account: whoever can log in with its key controls it. Replaces an earlier connection. The key is
 * sealed and never leaves the server again. Calls CJ.
 * @throws `cj.key_rejected`, `cj.account_taken`, `cj.sandbox_refused`, `cj.unavailable` and the other `cj.*` failures.
 */
export async function connectCj(ctx: ServiceContext, rawInput: z.input<typeof ConnectCjInput>): Promise<CjStatus> {
  authorize(ctx, "cj:manage");
  const { apiKey, environment } = ConnectCjInput.parse(rawInput);
  const state = await readMerchant(ctx, findImportState);
  if (environment === "sandbox" && !allowedEnvironments(ctx, state?.isDemo ?? false).includes("sandbox"))
    throw new DomainError("cj.sandbox_refused");
  const { tokens, settings } = await prove(ctx, apiKey, environment);
  const { keyring, clock } = ctx.platform;
  const now = clock.now();
  const quota = settings.quotas.find((row) => row.endpoint === "*" && row.period === "day")?.limit;
  const openId = settings.openId ?? tokens.openId;
  try {
    return await inMerchantTx(ctx, async (tx) => {
      const row = await replaceCjConnection(tx, {
        environment,
        accountNumber: accountNumberOf(apiKey),
        accountLabel: settings.name ?? accountNumberOf(apiKey),
        apiKeySealed: keyring.seal(apiKey, API_KEY_PURPOSE),
        ...sealTokens(keyring, tokens),
        openIdSealed: openId ? keyring.seal(openId, OPEN_ID_PURPOSE) : null,
        qpsLimit: settings.qpsLimit ?? 1,
        pointsPerDay: quota ?? DEFAULT_POINTS_PER_DAY,
        status: "connected",
        connectedAt: now,
        lastTestedAt: now,
      });
      await keepWebhookSoon(tx, ctx);
      await recordEvent(tx, ctx, "cj.connected", { environment });
      return statusOf(ctx, state?.isDemo ?? false, row);
    });
  } catch (error) {
    if (isUniqueViolation(error, "cj_connections_account_key")) throw new DomainError("cj.account_taken", {}, error);
    throw error;
  }
}

/** Logs in with the key and reads the account's settings: the proof of control, and its limits. */
async function prove(ctx: ServiceContext, apiKey: string, environment: "sandbox" | "live") {
  const { cj, clock } = ctx.platform;
  const recorder = cjRecorder(ctx, { id: null, environment });
  const deadline = deadlineIn(INTERACTIVE_MS);
  const transport = {
    baseUrl: baseUrlOf(ctx, environment),
    timeoutMs: INTERACTIVE_MS,
    record: recorder.record,
    now: clock.now,
    ...(cj.fetch && { fetch: cj.fetch }),
  };
  const slot = () => waitForAddress(ctx, environment, deadline);
  try {
    return await askCj(async () => {
      await slot();
      const tokens = await createCjAuth(transport).getAccessToken(apiKey);
      const client = createCjClient({
        ...transport,
        tokens: { accessToken: async () => tokens.accessToken, invalid: async () => tokens.accessToken },
        limiter: { acquire: slot, penalise: () => undefined },
      });
      return { tokens, settings: await client.getSettings() };
    });
  } finally {
    await recorder.flush();
  }
}

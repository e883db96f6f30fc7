import { afterCommit, type AnyTx } from "@nexusone/db/with-merchant";
import type { Platform } from "../platform.ts";
import type { Mail } from "./mailer.ts";

/**
 * Sends a mail once `tx` has committed, without making anybody wait. A refusal is logged and costs nothing but the mail:
 * every mail of ours can be asked for again.
 */
export function mailAfterCommit(
  tx: AnyTx,
  ctx: { readonly platform: Platform; readonly requestId: string },
  mail: Mail,
): void {
  const { platform, requestId } = ctx;
  afterCommit(tx, async () => {
    try {
      await platform.mailer.send(mail);
    } catch (error) {
      // Subject and request say which mail; its links and addressee stay out of the log.
      platform.log.error({ err: error, requestId, subject: mail.subject }, "a mail was not sent");
    }
  });
}

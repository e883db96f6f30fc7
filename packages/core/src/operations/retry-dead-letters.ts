import { QueueInput, type RedriveView } from "@nexusone/contracts/operations";
import { noteDeadLettersRetried } from "@nexusone/db/system/account-log";
import { withUser } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import type { UserContext } from "../context.ts";
import { DomainError } from "../errors.ts";

/**
 * A platform admin tries again what was given up in a queue, for whatever merchant; operations among it go on from "failed".
 * Safe to repeat: handlers are.
 * @throws `identity.platform_admin_only`, `request.not_found` for no queue of ours
 */
export async function retryDeadLetters(
  { user, platform }: UserContext,
  rawInput: z.input<typeof QueueInput>,
): Promise<z.output<typeof RedriveView>> {
  if (!user.isPlatformAdmin) throw new DomainError("identity.platform_admin_only");
  const { queue } = QueueInput.parse(rawInput);
  if (!platform.jobs.queues.includes(queue)) throw new DomainError("request.not_found");
  // Before it is done: an act that is on record and failed is better than the other way round.
  await withUser(platform.db, user.id, (tx) => noteDeadLettersRetried(tx, queue));
  const moved = await platform.jobs.redrive(queue);
  platform.log.info({ queue, moved, userId: user.id }, "dead letters put back");
  return { moved };
}

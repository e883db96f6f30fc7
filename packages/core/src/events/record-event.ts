import { EVENTS, type EventPayload, type EventType } from "@nexusone/contracts/events";
import { events } from "@nexusone/db/schema/events";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { notifyAfterCommit } from "@nexusone/db/listen";
import { actorUserId, type ServiceContext } from "../context.ts";

/** NOTIFY channel on which readers of events are woken. */
export const EVENTS_CHANNEL = "events";

/** What an event is about, so that a timeline of one thing can be read. */
export type EventSubject = {
  readonly kind:
    | "product"
    | "channel"
    | "contact"
    | "draft"
    | "extension_session"
    | "member"
    | "merchant"
    | "import"
    | "bulk_edit"
    | "api_key"
    | "operation"
    | "media"
    | "sync"
    | "template"
    | "order"
    | "order_batch"
    | "conversation"
    | "channel"
    | "template"
    | "campaign"
    | "webhook";
  readonly id: string;
};

type Happening<T extends EventType> = {
  readonly payload: EventPayload<T>;
  readonly subject?: EventSubject | undefined;
};

/** Writes business history in the transaction that makes it true; readers are woken after the commit. */
export async function recordEvent<T extends EventType>(
  tx: MerchantTx,
  ctx: ServiceContext,
  type: T,
  payload: EventPayload<T>,
  subject?: EventSubject,
): Promise<void> {
  await recordEvents(tx, ctx, type, [{ payload, subject }]);
}

/** The same for several events of one type, in one statement. */
export async function recordEvents<T extends EventType>(
  tx: MerchantTx,
  ctx: ServiceContext,
  type: T,
  happenings: readonly Happening<T>[],
): Promise<void> {
  if (happenings.length === 0) return;
  const { actor } = ctx;
  const common = {
    type,
    happenedAt: ctx.platform.clock.now(),
    actorKind: actor.kind,
    actorId:
      actor.kind === "extension_session"
        ? actor.sessionId
        : actor.kind === "api_key"
          ? actor.keyId
          : (actorUserId(actor) ?? ("name" in actor ? actor.name : null)),
    cause: ctx.requestId,
  };
  await tx.insert(events).values(
    happenings.map(({ payload, subject }) => ({
      ...common,
      subjectKind: subject?.kind ?? null,
      subjectId: subject?.id ?? null,
      payload: EVENTS[type].payload.parse(payload) as Record<string, unknown>,
    })),
  );
  notifyAfterCommit(tx, EVENTS_CHANNEL, ctx.merchantId);
}

import type { EventType } from "@nexusone/contracts/events";
import { events } from "@nexusone/db/schema/events";
import { asc, eq } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";

/** The merchant's events of one type, oldest first. */
export const listEvents = (ctx: ServiceContext, type: EventType) =>
  readMerchant(ctx, (tx) => tx.select().from(events).where(eq(events.type, type)).orderBy(asc(events.id)));

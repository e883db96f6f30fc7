import type { EventConsumer } from "@nexusone/core/events/consume-events";

/** Everything that reads the events of all merchants in order. A feature adds its own here. */
export const CONSUMERS: readonly EventConsumer[] = [];

/**
 * Named places between what the queue writes and what it sends, in the order a batch passes them. The list is the code's own:
 * a test stops the worker at each, and one that is never reached fails it.
 */
export const QUEUE_FAILPOINTS = [
  "queue.add.stored",
  "queue.preview.asking",
  "queue.preview.answered",
  "queue.reading.answered",
  "queue.commit.stored",
  "queue.commit.answered",
  "queue.importing.answered",
  "queue.done.stored",
] as const;
export type QueueFailpoint = (typeof QUEUE_FAILPOINTS)[number];

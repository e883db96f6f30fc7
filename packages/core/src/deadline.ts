/** How long a caller is willing to wait for a supplier, in real time: limits and timeouts below it give up together. */
export type Deadline = { readonly leftMs: () => number };

/** What a person in front of a screen waits for. */
export const INTERACTIVE_MS = 8_000;

export function deadlineIn(ms: number): Deadline {
  const end = performance.now() + ms;
  return { leftMs: () => Math.max(0, end - performance.now()) };
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

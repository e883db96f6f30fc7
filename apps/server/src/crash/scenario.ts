import type { Failpoint } from "@nexusone/core/failpoints";

/** How to reach a failpoint, and what must be true after the next start. */
export type Scenario<State> = {
  readonly at: Failpoint;
  /** Requirements it proves, in brackets. */
  readonly rows: string;
  readonly prepare: () => Promise<State>;
  /** Runs into the failpoint; the answer never comes. */
  readonly reach: (state: State) => Promise<unknown>;
  /** While nothing runs. */
  readonly meanwhile?: () => Promise<unknown>;
  /** What a client would do again, at the program that was started anew. */
  readonly repeat: (state: State) => Promise<void>;
};

/** One that several failpoints lie in. */
export const story = <State>(one: Omit<Scenario<State>, "at">) => one;

// Each state stays between the functions of its own scenario.
export const scenario = <State>(one: Scenario<State>) => one as Scenario<unknown>;

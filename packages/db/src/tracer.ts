/** Facts about work that say nothing about a person: names of ours, ids, counts. */
export type SpanFacts = Readonly<Record<string, string | number | boolean | undefined>>;

/** Who notes what takes how long and what it is part of. What runs inside `work`, however deep, is part of its span. */
export type Tracer = {
  /** Ends with `work`; marked as failed when that throws, or when `note` is told so. */
  readonly span: <T>(
    name: string,
    facts: SpanFacts,
    work: (note: (facts: SpanFacts & { readonly failed?: boolean }) => void) => Promise<T>,
    /** The part of another process's trace that it belongs to; default: what runs now. */
    parent?: string,
  ) => Promise<T>;
  /** What runs now, as W3C `traceparent`. */
  readonly current: () => string | undefined;
};

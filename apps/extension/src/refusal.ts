/** Why something did not happen, ready to be shown: sentence and button in the reader's language, `href` absolute. */
export type Refusal = {
  code: string;
  sentence: string;
  remedy: { label: string; action: string; href: string | null };
  /** What the sentence was filled with; a screen may branch on it, never on the sentence. */
  details?: Record<string, string | number>;
};

export type Reply<T> = { ok: true; value: T } | { ok: false; reason: Refusal };

import { SpellCheck } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";

type Near = Outputs["catalog"]["listProducts"]["near"];
type Props = { q: string; near: Near; onSearch: (q: string) => void };

/** Says that what is shown is near to what was typed, never as if it were that; each word can be taken over. */
export function NearNote({ q, near, onSearch }: Props) {
  const t = useT();
  if (near.length === 0) return null;
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-soft">
      <SpellCheck size={15} className="shrink-0 text-info" aria-hidden />
      {near.map(({ word, instead }) => (
        <span key={word} className="flex flex-wrap items-center gap-x-2">
          {t("catalogue.near", { word })}
          {instead.map((term) => (
            <button
              key={term}
              type="button"
              className="touch-target font-medium text-accent-ink hover:underline"
              onClick={() => onSearch(replaced(q, word, term))}
            >
              {term}
            </button>
          ))}
        </span>
      ))}
    </div>
  );
}

/** Says that a search found more than a list looks at, and which of it the filters and the order are about. */
export function NewestNote({ count }: { count: number | null }) {
  const t = useT();
  if (count === null) return null;
  return (
    <p role="status" className="text-sm text-soft">
      {t("catalogue.newestHits", { count })}
    </p>
  );
}

/** The typed words with one exchanged; the server folds case and accents, so the typed one is found by the same folding. */
const replaced = (q: string, word: string, term: string): string =>
  q
    .split(/\s+/)
    .map((typed) => (fold(typed).includes(word) ? term : typed))
    .join(" ");
const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

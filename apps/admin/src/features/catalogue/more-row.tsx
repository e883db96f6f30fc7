import { Button } from "@nexusone/ui/button";
import { LoaderCircle } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import type { MorePages } from "./use-more.ts";

/** The foot of a list that has more: it loads by itself, and says so when it could not. */
export function MoreRow({ query }: { query: MorePages }) {
  const t = useT();
  if (!query.hasNextPage) return null;
  return (
    <div className="flex h-12 items-center justify-center gap-2 text-xs text-muted" role="status">
      {query.isError ? (
        <Button size="sm" onClick={() => void query.fetchNextPage()}>
          {t("common.retry")}
        </Button>
      ) : (
        <>
          <LoaderCircle size={14} className="animate-spin" aria-hidden />
          {t("catalogue.loadingMore")}
        </>
      )}
    </div>
  );
}

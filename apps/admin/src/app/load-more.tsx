import { Button } from "@nexusone/ui/button";
import { useT } from "../i18n/context.tsx";

type Paged = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };

/** The button under a list that has another page; nothing under one that is whole. */
export function LoadMore({ list }: { list: Paged }) {
  const t = useT();
  if (!list.hasNextPage) return null;
  return (
    <div className="flex justify-center p-3">
      <Button size="sm" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {t("common.more")}
      </Button>
    </div>
  );
}

import { EmptyState, Skeleton } from "@nexusone/ui/layout";
import type { ReactNode } from "react";
import { LoadMore } from "../../app/load-more.tsx";
import { FailedState } from "../../app/states.tsx";
import { useT } from "../../i18n/context.tsx";

type List = Parameters<typeof LoadMore>[0]["list"] & {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly error: unknown;
  readonly refetch: () => Promise<unknown>;
};
type Props = {
  list: List;
  count: number;
  empty: { icon: ReactNode; title: string; text: string; action?: ReactNode };
  children: ReactNode;
};

/** A list that is loading, failed, empty or there, with its next page under it. */
export function ListStates({ list, count, empty, children }: Props) {
  const t = useT();
  if (list.isPending)
    return (
      <div className="flex flex-col gap-3 p-4" role="status" aria-label={t("common.loading")}>
        {[0, 1, 2].map((row) => (
          <Skeleton key={row} className="h-9 w-full" />
        ))}
      </div>
    );
  if (list.isError && count === 0)
    return <FailedState compact error={list.error} onRetry={() => void list.refetch()} />;
  if (count === 0)
    return (
      <EmptyState compact icon={empty.icon} title={empty.title} action={empty.action}>
        {empty.text}
      </EmptyState>
    );
  return (
    <>
      {children}
      <LoadMore list={list} />
    </>
  );
}

import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LoadMore } from "../../app/load-more.tsx";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { ActivityList } from "../settings/profile/activity-list.tsx";

/** Everybody's sign-ins and changes of accounts, for platform admins alone. */
export function AccountsCard() {
  const t = useT();
  const { person } = useShop();
  const [email, setEmail] = useState("");
  const list = useInfiniteQuery(
    person.platform.listActivity.infiniteQueryOptions(
      { limit: 15, ...(email !== "" && { email }) },
      { staleTime: 0, getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const acts = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card flush title={t("activity.all")} hint={t("activity.allHint")}>
      <form
        className="flex flex-wrap items-end gap-3 border-b border-line px-4 py-3"
        onSubmit={(event) => {
          event.preventDefault();
          setEmail(String(new FormData(event.currentTarget).get("email") ?? "").trim());
        }}
      >
        <Input className="grow sm:max-w-72" type="search" name="email" label={t("activity.email")} />
        <Button type="submit">{t("activity.find")}</Button>
      </form>
      {list.isPending ? (
        <div className="p-4" role="status" aria-label={t("common.loading")}>
          <Skeleton className="h-24 w-full" />
        </div>
      ) : list.isError && acts.length === 0 ? (
        <div className="p-4">
          <Refused error={list.error} onRetry={() => void list.refetch()} />
        </div>
      ) : acts.length === 0 ? (
        <p className="p-4 text-muted">{t("activity.empty")}</p>
      ) : (
        <>
          <ActivityList whose acts={acts} label={t("activity.all")} />
          <LoadMore list={list} />
        </>
      )}
    </Card>
  );
}

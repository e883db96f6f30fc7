import { Select } from "@nexusone/ui/field";
import { Card, EmptyState, Skeleton } from "@nexusone/ui/layout";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Images } from "lucide-react";
import { useState } from "react";
import { Confirm } from "../../../app/confirm.tsx";
import { LoadMore } from "../../../app/load-more.tsx";
import { FailedState } from "../../../app/states.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";
import { FileTile, type MediaFile } from "./file-tile.tsx";

type Props = {
  unused: boolean;
  /** Why this role may change nothing. */
  refused: string | undefined;
};

/** The files themselves, newest first. */
export function FilesCard({ unused, refused }: Props) {
  const t = useT();
  const { api, slug } = useShop();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<MediaFile>();
  const queryClient = useQueryClient();
  const remove = useMutation(
    api.media.delete.mutationOptions({
      onSuccess: () =>
        Promise.all([
          queryClient.invalidateQueries(api.media.pathFilter()),
          queryClient.invalidateQueries(api.catalog.getProduct.pathFilter()),
          queryClient.invalidateQueries(api.catalog.listProducts.pathFilter()),
        ]),
    }),
  );
  const list = useInfiniteQuery(
    api.media.list.infiniteQueryOptions(
      { limit: 48, ...(unused ? { unused } : {}) },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const files = list.data?.pages.flatMap((page) => page.items) ?? [];
  const filter = (
    <Select
      label={t("media.filter")}
      hideLabel
      className="w-52 max-sm:w-full"
      value={unused ? "unused" : "all"}
      onChange={(event) =>
        void navigate({
          to: "/m/$slug/settings/media",
          params: { slug },
          search: event.target.value === "unused" ? { unused: true } : {},
        })
      }
    >
      <option value="all">{t("media.all")}</option>
      <option value="unused">{t("media.unused")}</option>
    </Select>
  );
  return (
    <Card title={t("media.pictures")} extra={filter}>
      {list.isPending ? (
        <div
          className="grid grid-cols-2 gap-3 sm:grid-cols-4 lg:grid-cols-6"
          role="status"
          aria-label={t("common.loading")}
        >
          {Array.from({ length: 6 }, (_, index) => (
            <Skeleton key={index} className="aspect-square w-full" />
          ))}
        </div>
      ) : list.isError && files.length === 0 ? (
        <FailedState compact error={list.error} onRetry={() => void list.refetch()} />
      ) : files.length === 0 ? (
        <EmptyState
          compact
          icon={<Images size={18} aria-hidden />}
          title={t(unused ? "media.unusedNone" : "media.empty")}
        >
          {unused ? null : t("media.emptyText")}
        </EmptyState>
      ) : (
        <>
          <ul aria-label={t("media.pictures")} className="grid grid-cols-2 gap-3 sm:grid-cols-4 lg:grid-cols-6">
            {files.map((file) => (
              <FileTile key={file.id} file={file} refused={refused} onDelete={() => setAsked(file)} />
            ))}
          </ul>
          <LoadMore list={list} />
        </>
      )}
      {asked ? (
        <Confirm
          title={t("media.deleteTitle")}
          action={t("media.deleteAction")}
          busy={remove.isPending}
          error={remove.error}
          onClose={() => {
            remove.reset();
            setAsked(undefined);
          }}
          onConfirm={() =>
            remove.mutate(
              { mediaId: asked.id, detach: asked.usedBy > 0 },
              {
                onSuccess: () => {
                  setAsked(undefined);
                  void toastDone(t("media.deleted"));
                },
              },
            )
          }
        >
          {asked.usedBy > 0
            ? t("media.deleteShown", { name: asked.name, count: asked.usedBy })
            : t("media.deleteText", { name: asked.name })}
        </Confirm>
      ) : null}
    </Card>
  );
}

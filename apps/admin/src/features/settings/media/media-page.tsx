import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useI18n } from "../../../i18n/context.tsx";
import { useRefusal, useShop } from "../../../lib/shop.ts";
import { DropZone } from "../../product/pictures/drop-zone.tsx";
import { UploadList } from "../../product/pictures/upload-list.tsx";
import { useUploads } from "../../product/pictures/use-uploads.ts";
import { SettingsHeader } from "../settings-header.tsx";
import { FilesCard } from "./files-card.tsx";
import { RoomCard } from "./room-card.tsx";

const route = getRouteApi("/m/$slug/settings/media");

/** Every file of the shop, the room they take, and those that nothing shows. */
export function MediaPage() {
  const { t } = useI18n();
  const { api } = useShop();
  const { unused = false } = route.useSearch();
  const queryClient = useQueryClient();
  const { data: usage } = useSuspenseQuery(api.media.usage.queryOptions());
  const refused = useRefusal("catalog:edit");
  const uploads = useUploads(() => queryClient.invalidateQueries(api.media.pathFilter()));
  return (
    <>
      <SettingsHeader title="settings.media" />
      <RoomCard usage={usage} />
      {refused === undefined ? (
        <div className="flex flex-col gap-2">
          <DropZone label={t("media.upload")} onFiles={uploads.add} />
          <UploadList uploads={uploads.uploads} onRetry={uploads.retry} onDrop={uploads.drop} />
        </div>
      ) : null}
      <FilesCard unused={unused} refused={refused} />
    </>
  );
}

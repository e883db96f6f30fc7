import { Button } from "@nexusone/ui/button";
import { Drawer } from "@nexusone/ui/dialog";
import { EmptyState } from "@nexusone/ui/layout";
import { Images, RotateCw } from "lucide-react";
import { useState } from "react";
import { Refused } from "../../../app/refused.tsx";
import { useT } from "../../../i18n/context.tsx";
import { Thumb } from "../../catalogue/thumb.tsx";
import type { Product } from "../use-product.ts";
import { DropZone } from "./drop-zone.tsx";
import { PictureRow } from "./picture-row.tsx";
import { UploadList } from "./upload-list.tsx";
import { type Picture, useGallery } from "./use-gallery.ts";
import { useUploads } from "./use-uploads.ts";

type Removed = { readonly picture: Picture; readonly position: number };

/** All pictures of a product: add, put in order, describe, take off. Everything is done at once and can be undone. */
export function PicturesDrawer({ product, onClose }: { product: Product; onClose: () => void }) {
  const t = useT();
  const { id: productId, gallery: pictures } = product;
  const { attach, detach, reorder, describe, retry } = useGallery(productId);
  const uploads = useUploads((mediaId) => attach.mutateAsync({ productId, mediaId }));
  const [removed, setRemoved] = useState<Removed>();
  const [dragged, setDragged] = useState<number>();
  const [target, setTarget] = useState<number>();
  // Also while words are being kept: whoever takes a picture off then gets it back with them.
  const busy = reorder.isPending || detach.isPending || describe.isPending;
  const failed = pictures.filter(({ state }) => state === "failed");
  const error = reorder.error ?? detach.error ?? describe.error ?? retry.error ?? attach.error;

  const move = (from: number, to: number): void => {
    const ids = pictures.map(({ id }) => id);
    const [moved] = ids.splice(from, 1);
    if (moved === undefined || from === to) return;
    reorder.mutate({ productId, ids: ids.toSpliced(to, 0, moved) });
  };
  const remove = async (picture: Picture, position: number): Promise<void> => {
    await detach.mutateAsync({ productId, ids: [picture.id] });
    setRemoved({ picture, position });
  };
  const bringBack = async ({ picture, position }: Removed): Promise<void> => {
    const { mediaId, sourceUrl, alt } = picture;
    const back = mediaId ? { mediaId } : { sourceUrl: sourceUrl ?? "" };
    await attach.mutateAsync({ productId, ...back, position, alt });
    setRemoved(undefined);
  };

  return (
    <Drawer open onOpenChange={(open) => (open ? undefined : onClose())} title={t("media.pictures")}>
      <div className="flex flex-col gap-3">
        <DropZone label={t("media.add")} onFiles={uploads.add} />
        <UploadList uploads={uploads.uploads} onRetry={uploads.retry} onDrop={uploads.drop} />
        <Refused error={error} />
        {removed ? (
          <div role="status" className="flex items-center gap-2 rounded-md bg-sunken px-3 py-2 text-sm text-soft">
            <Thumb url={removed.picture.thumbnailUrl} className="size-8" />
            <p className="flex-1">{t("media.removed")}</p>
            <Button size="sm" busy={attach.isPending} onClick={() => void bringBack(removed)}>
              {t("media.undo")}
            </Button>
          </div>
        ) : null}
        {failed.length > 0 ? (
          <div className="flex flex-wrap items-center gap-2 text-sm text-soft">
            <p className="min-w-40 flex-1">{t("media.notCopied", { count: failed.length })}</p>
            <Button
              size="sm"
              icon={<RotateCw size={14} aria-hidden />}
              busy={retry.isPending}
              onClick={() => retry.mutate({ productId })}
            >
              {t("media.copyAgain")}
            </Button>
          </div>
        ) : null}
        {pictures.length === 0 ? (
          <EmptyState compact icon={<Images size={18} aria-hidden />} title={t("media.none")}>
            {t("media.noneText")}
          </EmptyState>
        ) : (
          <ol aria-label={t("media.pictures")} className="flex flex-col gap-2">
            {pictures.map((picture, index) => (
              <PictureRow
                key={picture.id}
                picture={picture}
                index={index}
                last={index === pictures.length - 1}
                busy={busy}
                onMove={(to) => move(index, to)}
                onRemove={() => void remove(picture, index)}
                onDescribe={(alt) => describe.mutate({ productId, id: picture.id, alt })}
                drag={{
                  over: target === index && dragged !== undefined && dragged !== index,
                  onDragStart: () => setDragged(index),
                  onDragOver: (event) => {
                    if (dragged === undefined) return;
                    event.preventDefault();
                    setTarget(index);
                  },
                  onDrop: (event) => {
                    event.preventDefault();
                    if (dragged !== undefined) move(dragged, index);
                  },
                  onDragEnd: () => {
                    setDragged(undefined);
                    setTarget(undefined);
                  },
                }}
              />
            ))}
          </ol>
        )}
      </div>
    </Drawer>
  );
}

import { cx } from "@nexusone/ui/cx";
import { useState } from "react";
import { useT } from "../../i18n/context.tsx";
import { Thumb } from "../catalogue/thumb.tsx";

type Props = { name: string; images: readonly string[]; focus: string | null };

/** One large picture and the others to choose from; choosing a variant shows its own. */
export function Gallery({ name, images, focus }: Props) {
  const t = useT();
  const all = focus !== null && !images.includes(focus) ? [focus, ...images] : images;
  const [picked, setPicked] = useState<string | null>(null);
  const [seen, setSeen] = useState(focus);
  if (seen !== focus) {
    setSeen(focus);
    setPicked(null);
  }
  const shown = picked ?? focus ?? all[0] ?? null;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {shown === null ? (
        <Thumb url={null} className="aspect-square w-full" />
      ) : (
        <img
          src={shown}
          alt={name}
          className="aspect-square w-full rounded-md border border-line bg-sunken object-cover max-sm:max-h-52 max-sm:object-contain"
        />
      )}
      {all.length > 1 ? (
        <ul aria-label={t("product.images")} className="flex gap-1.5 max-sm:overflow-x-auto max-sm:pb-1 sm:flex-wrap">
          {all.map((url, index) => (
            <li key={url} className="shrink-0">
              <button
                type="button"
                aria-label={t("product.imageOf", { count: index + 1, name })}
                aria-pressed={url === shown}
                onClick={() => setPicked(url)}
                className={cx("block rounded-sm border-2", url === shown ? "border-accent-ink" : "border-transparent")}
              >
                <Thumb url={url} className="size-10" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

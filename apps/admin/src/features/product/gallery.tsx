import { cx } from "@nexusone/ui/cx";
import { type ReactNode, useState } from "react";
import { useT } from "../../i18n/context.tsx";
import { Thumb } from "../catalogue/thumb.tsx";
import type { Product } from "./use-product.ts";

type Picture = Pick<Product["gallery"][number], "url" | "thumbnailUrl" | "alt" | "state">;
type Props = { name: string; pictures: readonly Picture[]; focus: string | null; action?: ReactNode };

const alone = (url: string): Picture => ({ url, thumbnailUrl: url, alt: "", state: "waiting" });
/** The supplier's picture has one size; ours has two, of which a screen takes what it needs. */
const sizesOf = ({ url, thumbnailUrl, state }: Picture) =>
  state === "ready" ? { srcSet: `${thumbnailUrl} 200w, ${url} 600w`, sizes: "(min-width: 640px) 220px, 100vw" } : {};

/** One large picture and the others to choose from; choosing a variant shows its own. */
export function Gallery({ name, pictures, focus, action }: Props) {
  const t = useT();
  const all = focus !== null && !pictures.some(({ url }) => url === focus) ? [alone(focus), ...pictures] : pictures;
  const [picked, setPicked] = useState<string | null>(null);
  const [seen, setSeen] = useState(focus);
  if (seen !== focus) {
    setSeen(focus);
    setPicked(null);
  }
  const wanted = picked ?? focus;
  const shown = all.find(({ url }) => url === wanted) ?? all[0];
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {shown === undefined ? (
        <Thumb url={null} className="aspect-square w-full" />
      ) : (
        <img
          {...sizesOf(shown)}
          src={shown.url}
          alt={shown.alt || name}
          className="aspect-square w-full rounded-md border border-line bg-sunken object-cover max-sm:max-h-52 max-sm:object-contain"
        />
      )}
      {all.length > 1 ? (
        <ul aria-label={t("product.images")} className="flex gap-1.5 max-sm:overflow-x-auto max-sm:pb-1 sm:flex-wrap">
          {all.map(({ url, thumbnailUrl }, index) => (
            <li key={url} className="shrink-0">
              <button
                type="button"
                aria-label={t("product.imageOf", { count: index + 1, name })}
                aria-pressed={url === shown?.url}
                onClick={() => setPicked(url)}
                className={cx(
                  "block rounded-sm border-2",
                  url === shown?.url ? "border-accent-ink" : "border-transparent",
                )}
              >
                <Thumb url={thumbnailUrl} className="size-10" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {action}
    </div>
  );
}

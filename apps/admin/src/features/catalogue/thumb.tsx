import { cx } from "@nexusone/ui/cx";
import { ImageOff } from "lucide-react";
import { useState } from "react";

/** A product's picture, or a quiet box when it has none or it does not load. */
export function Thumb({ url, className }: { url: string | null; className: string }) {
  const [broken, setBroken] = useState(false);
  const box = cx("shrink-0 rounded-sm border border-line bg-sunken", className);
  if (url === null || broken) {
    return (
      <span className={cx(box, "grid place-items-center text-faint")} aria-hidden>
        <ImageOff size={15} />
      </span>
    );
  }
  return (
    <img
      src={url}
      alt=""
      loading="lazy"
      decoding="async"
      className={cx(box, "object-cover")}
      onError={() => setBroken(true)}
    />
  );
}

import { cx } from "@nexusone/ui/cx";
import { ImageOff } from "lucide-react";
import { useState } from "react";

type Props = {
  url: string | null;
  className: string;
  /** Our copy in its larger size, for boxes wider than the thumbnail's 200 px; the screen takes what it needs. */
  larger?: { readonly url: string; readonly sizes: string };
};

/** A product's picture, or a quiet box when it has none or it does not load. */
export function Thumb({ url, className, larger }: Props) {
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
      {...(larger && { srcSet: `${url} 200w, ${larger.url} 600w`, sizes: larger.sizes })}
      src={url}
      alt=""
      loading="lazy"
      decoding="async"
      className={cx(box, "object-cover")}
      onError={() => setBroken(true)}
    />
  );
}

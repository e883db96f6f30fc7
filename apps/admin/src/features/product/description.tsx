import { Button } from "@nexusone/ui/button";
import { cx } from "@nexusone/ui/cx";
import { Card } from "@nexusone/ui/layout";
import { useState } from "react";
import { useT } from "../../i18n/context.tsx";

const LONG_CHARACTERS = 600;

/** The supplier's text. The server has sanitised it: no script, no style, no foreign frame survives there. */
export function Description({ html }: { html: string }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const long = html.length > LONG_CHARACTERS;
  return (
    <Card
      title={t("product.description")}
      extra={
        long ? (
          <Button size="sm" look="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? "product.readLess" : "product.readMore")}
          </Button>
        ) : undefined
      }
    >
      {html.trim() === "" ? (
        <p className="text-muted">{t("product.noDescription")}</p>
      ) : (
        <div
          dir="auto"
          className={cx(
            "prose-supplier overflow-hidden",
            long && !open && "max-h-40 [mask-image:linear-gradient(black_60%,transparent)]",
          )}
          dangerouslySetInnerHTML={{ __html: html }}
        />
      )}
    </Card>
  );
}

import { Button } from "@nexusone/ui/button";
import { cx } from "@nexusone/ui/cx";
import { Textarea } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";
import { OwnerBadge } from "./owner-badge.tsx";
import { type Product, useUpdateProduct } from "./use-product.ts";

const LONG_CHARACTERS = 600;

/** The supplier's text or the merchant's own. The server has sanitised it: no script, no style, no foreign frame survives there. */
export function Description({ product }: { product: Product }) {
  const t = useT();
  const html = product.descriptionHtml;
  const [open, setOpen] = useState(false);
  const [text, setText] = useState<string>();
  const update = useUpdateProduct(product.id);
  const refused = useRefusal("catalog:edit");
  const long = html.length > LONG_CHARACTERS;
  return (
    <Card
      title={t("product.description")}
      extra={
        <span className="flex flex-wrap items-center gap-2">
          <OwnerBadge product={product} field="descriptionHtml" />
          {long && text === undefined ? (
            <Button size="sm" look="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t(open ? "product.readLess" : "product.readMore")}
            </Button>
          ) : null}
          {text === undefined ? (
            <Button
              size="sm"
              look="quiet"
              refused={refused}
              aria-label={t("supplier.editDescription")}
              onClick={() => setText(html)}
            >
              {t("common.edit")}
            </Button>
          ) : null}
        </span>
      }
    >
      {text !== undefined ? (
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            update.mutate(
              { id: product.id, version: product.version, descriptionHtml: text },
              { onSuccess: () => void toastDone(t("product.updated")) },
            );
          }}
        >
          <Refused error={update.error} />
          <Textarea
            label={t("supplier.descriptionLabel")}
            hint={t("supplier.descriptionHint")}
            rows={10}
            maxLength={100_000}
            autoFocus
            dir="auto"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <div className="flex justify-end gap-2">
            <Button onClick={() => setText(undefined)}>{t("common.cancel")}</Button>
            <Button type="submit" look="primary" busy={update.isPending}>
              {t("common.save")}
            </Button>
          </div>
        </form>
      ) : html.trim() === "" ? (
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

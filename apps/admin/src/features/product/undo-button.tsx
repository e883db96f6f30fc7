import { Button } from "@nexusone/ui/button";
import { useNavigate } from "@tanstack/react-router";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { UndoDialog } from "../imports/undo-dialog.tsx";
import type { Product } from "./use-product.ts";

/** Offered as long as the import can be taken back. */
export function UndoButton({ product }: { product: Product }) {
  const t = useT();
  const { slug } = useShop();
  const navigate = useNavigate();
  const refused = useRefusal("catalog:import");
  const [open, setOpen] = useState(false);
  const { origin } = product;
  if (!origin?.importLogId || !origin.undoableUntil || Date.parse(origin.undoableUntil) < Date.now()) return null;
  return (
    <>
      <Button size="sm" icon={<Undo2 size={13} aria-hidden />} refused={refused} onClick={() => setOpen(true)}>
        {t("product.undo")}
      </Button>
      {open ? (
        <UndoDialog
          importLogId={origin.importLogId}
          name={product.name}
          until={origin.undoableUntil}
          onClose={() => setOpen(false)}
          onDone={() => void navigate({ to: "/m/$slug/catalogue", params: { slug }, replace: true })}
        />
      ) : null}
    </>
  );
}

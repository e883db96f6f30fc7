import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge, type Tone } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Table, Td, Th } from "@nexusone/ui/table";
import { Link } from "@tanstack/react-router";
import { Check, Clock, Undo2, X } from "lucide-react";
import { useState } from "react";
import { KnownReason } from "../../app/known-reason.tsx";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { Thumb } from "../catalogue/thumb.tsx";
import { UndoDialog } from "./undo-dialog.tsx";

export type ImportRow = Outputs["imports"]["list"]["items"][number];
const STATES = {
  queued: { tone: "info", icon: Clock },
  imported: { tone: "good", icon: Check },
  failed: { tone: "bad", icon: X },
  undone: { tone: "neutral", icon: Undo2 },
} as const satisfies Record<ImportRow["state"], { tone: Tone; icon: unknown }>;

/** Imports with their state; a failed one says why and what to do, a fresh one can be undone. */
export function ImportRows({ rows, label }: { rows: readonly ImportRow[]; label: string }) {
  const t = useT();
  const [undoing, setUndoing] = useState<ImportRow>();
  return (
    <>
      <Table
        narrow
        label={label}
        head={
          <>
            <Th>{t("imports.column.product")}</Th>
            <Th className="max-md:hidden">{t("imports.column.state")}</Th>
            <Th end className="max-md:hidden">
              {t("imports.column.credits")}
            </Th>
            <Th className="max-md:hidden">{t("imports.column.source")}</Th>
            <Th end className="max-md:hidden">
              {t("imports.column.when")}
            </Th>
            <Th>
              <span className="sr-only">{t("common.actions")}</span>
            </Th>
          </>
        }
      >
        {rows.map((row) => (
          <Row key={row.id} row={row} onUndo={() => setUndoing(row)} />
        ))}
      </Table>
      {undoing?.undoableUntil ? (
        <UndoDialog
          importLogId={undoing.id}
          name={undoing.name ?? undoing.externalId}
          until={undoing.undoableUntil}
          onClose={() => setUndoing(undefined)}
        />
      ) : null}
    </>
  );
}

function Row({ row, onUndo }: { row: ImportRow; onUndo: () => void }) {
  const t = useT();
  const { slug } = useShop();
  const refused = useRefusal("catalog:import");
  const { tone, icon: Icon } = STATES[row.state];
  const name = row.name ?? t("imports.number", { id: row.externalId });
  const state = (
    <div className="flex flex-col items-start gap-1">
      <Badge tone={tone} icon={<Icon size={12} aria-hidden />}>
        {t(`imports.state.${row.state}`)}
      </Badge>
      {row.reason && row.state === "failed" ? <KnownReason code={row.reason} details={row.reasonDetails} /> : null}
    </div>
  );
  return (
    <tr>
      <Td className="max-md:w-full md:max-w-72">
        <span className="flex items-center gap-2.5">
          <Thumb url={row.imageUrl} className="size-8" />
          {row.productId && row.state === "imported" ? (
            <Link
              to="/m/$slug/catalogue/$productId"
              params={{ slug, productId: row.productId }}
              className="line-clamp-2 min-w-0 font-medium hover:underline md:line-clamp-1"
            >
              {name}
            </Link>
          ) : (
            <span className="line-clamp-2 min-w-0 font-medium text-soft md:line-clamp-1">{name}</span>
          )}
        </span>
        <div className="mt-1.5 flex flex-wrap items-start gap-x-2 gap-y-1 md:hidden">
          {state}
          <span className="text-xs leading-5 text-muted">
            <RelativeTime at={row.createdAt} />
          </span>
        </div>
      </Td>
      <Td className="max-w-96 max-md:hidden">{state}</Td>
      <Td end className="max-md:hidden">
        {row.credits === 0 ? <span className="text-faint">0</span> : row.credits}
      </Td>
      <Td className="text-soft max-md:hidden">
        {t(`imports.source.${row.source}`)}
        <span className="block text-xs text-muted">{row.by}</span>
      </Td>
      <Td end className="whitespace-nowrap text-muted max-md:hidden">
        <RelativeTime at={row.createdAt} />
      </Td>
      <Td end>
        {row.state === "imported" && row.undoableUntil && Date.parse(row.undoableUntil) > Date.now() ? (
          <Button size="sm" look="quiet" refused={refused} icon={<Undo2 size={13} aria-hidden />} onClick={onUndo}>
            <span className="max-md:sr-only">{t("imports.undo")}</span>
          </Button>
        ) : null}
      </Td>
    </tr>
  );
}

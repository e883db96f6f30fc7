import type { ConversationId, OrderId, ProductId } from "@nexusone/contracts/ids";
import { Button, IconButton } from "@nexusone/ui/button";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleAlert, PencilLine, Undo2 } from "lucide-react";
import { type RefObject, useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { useThreadKeys } from "./use-keys.ts";

type Draft = Outputs["conversations"]["draftReply"];
type Props = {
  conversationId: ConversationId;
  box: RefObject<HTMLTextAreaElement | null>;
  /** What stands in the box now. */
  text: string;
  onText: (text: string) => void;
  /** Why nothing can be answered now. */
  refused: string | undefined;
};

/**
 * Puts a reply into the box that the assistant wrote, for a person to edit and send, and shows what it drew on until the box is empty
 * again. What stood there before comes back with one press.
 */
export function DraftButton({ conversationId, box, text, onText, refused }: Props) {
  const t = useT();
  const { api } = useShop();
  const [put, setPut] = useState<{ readonly draft: Draft; readonly before: string }>();
  const ask = useMutation(api.conversations.draftReply.mutationOptions());
  const suggest = (): void => {
    if (refused !== undefined || ask.isPending) return;
    ask.mutate(
      { conversationId },
      {
        onSuccess: (draft) => {
          // The box itself: somebody may have gone on writing.
          setPut({ draft, before: box.current?.value ?? "" });
          onText(draft.text);
          box.current?.focus();
        },
      },
    );
  };
  useThreadKeys((key) => {
    if (key === "draft") suggest();
  });
  // Sent or emptied: what is written next has nothing to do with it.
  if (text === "" && put) setPut(undefined);
  return (
    <>
      <IconButton
        label={t("draft.suggest")}
        icon={<PencilLine size={16} aria-hidden />}
        busy={ask.isPending}
        refused={refused}
        onClick={suggest}
      />
      <div role="status" className="order-last basis-full empty:hidden">
        {ask.isPending ? <p className="text-xs text-muted">{t("draft.writing")}</p> : null}
        {ask.isError ? <Refused bare error={ask.error} onRetry={suggest} /> : null}
        {put && ask.isSuccess ? (
          <DrawnFrom
            conversationId={conversationId}
            draft={put.draft}
            onUndo={() => {
              onText(put.before);
              setPut(undefined);
              box.current?.focus();
            }}
          />
        ) : null}
      </div>
    </>
  );
}

type DrawnProps = { conversationId: ConversationId; draft: Draft; onUndo: () => void };

function DrawnFrom({ conversationId, draft: { rows, needsHuman }, onUndo }: DrawnProps) {
  const t = useT();
  return (
    <div className="flex flex-col gap-1">
      {needsHuman === null ? null : (
        <p className="flex items-start gap-1.5 text-xs text-wait">
          <CircleAlert size={13} className="mt-0.5 shrink-0" aria-hidden />
          <span dir="auto">{t("draft.lookCloser", { why: needsHuman })}</span>
        </p>
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
        <span>{t(rows.length === 0 ? "draft.fromNothing" : "draft.from")}</span>
        {rows.length === 0 ? null : (
          <ul aria-label={t("draft.from")} className="flex min-w-0 flex-wrap gap-x-3 gap-y-1">
            {rows.map((row) => (
              <li key={`${row.kind} ${row.id}`} className="min-w-0">
                <RowLink conversationId={conversationId} row={row} />
              </li>
            ))}
          </ul>
        )}
        <Button size="sm" look="quiet" className="ms-auto" icon={<Undo2 size={13} aria-hidden />} onClick={onUndo}>
          {t("draft.undo")}
        </Button>
      </div>
    </div>
  );
}

const LINK = "touch-target inline-flex max-w-full items-center text-accent-ink hover:underline";

type RowProps = { conversationId: ConversationId; row: Draft["rows"][number] };

/** Where the row can be looked at. */
function RowLink({ conversationId, row: { kind, id, label } }: RowProps) {
  const t = useT();
  const { slug } = useShop();
  const word = (
    <span className="truncate">
      {kind === "shop" ? t("draft.row.shop") : <bdi>{t(`draft.row.${kind}`, { label })}</bdi>}
    </span>
  );
  if (kind === "order" && id !== null)
    return (
      <Link to="/m/$slug/orders/$orderId" params={{ slug, orderId: id as OrderId }} className={LINK}>
        {word}
      </Link>
    );
  if (kind === "product" && id !== null)
    return (
      <Link to="/m/$slug/catalogue/$productId" params={{ slug, productId: id as ProductId }} className={LINK}>
        {word}
      </Link>
    );
  if (kind === "message" && id !== null)
    return (
      <Link
        to="/m/$slug/inbox/$conversationId"
        params={{ slug, conversationId }}
        search={(old) => ({ ...old, at: id })}
        className={LINK}
      >
        {word}
      </Link>
    );
  return (
    <Link to="/m/$slug/settings/whatsapp" params={{ slug }} className={LINK}>
      {word}
    </Link>
  );
}

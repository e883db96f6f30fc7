import type { ConversationId } from "@nexusone/contracts/ids";
import { cx } from "@nexusone/ui/cx";
import { EmptyState } from "@nexusone/ui/layout";
import { Outlet, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { MessagesSquare } from "lucide-react";
import { useRef, useState } from "react";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { useUnread } from "./use-unread.ts";
import { ListPane } from "./list-pane.tsx";
import { ShortcutsDialog } from "./shortcuts-dialog.tsx";
import { useKeys } from "./use-keys.ts";

/** Everybody who talks with the shop: the list, the thread that is open, and who it is; one at a time on a phone. */
export function InboxPage() {
  const t = useT();
  const { slug } = useShop();
  const search = useSearch({ from: "/m/$slug/inbox" });
  const navigate = useNavigate();
  const here = useParams({ strict: false }).conversationId as ConversationId | undefined;
  const list = useRef<HTMLDivElement>(null);
  const [help, setHelp] = useState(false);
  const unread = useUnread();
  useKeys({
    list,
    onHelp: () => setHelp(true),
    onBack: () => void navigate({ to: "/m/$slug/inbox", params: { slug }, search: { ...search, at: undefined } }),
  });
  return (
    <div className="flex h-full min-h-0">
      <title>{`${unread > 0 ? `(${unread > 99 ? "99+" : unread}) ` : ""}${t("chat.title")} · NexusOne`}</title>
      <div
        className={cx(
          "min-h-0 w-full shrink-0 flex-col border-e border-line bg-surface md:flex md:w-72 lg:w-80 xl:w-72 2xl:w-88",
          here === undefined ? "flex" : "hidden",
        )}
      >
        <h1 tabIndex={-1} data-page-title className="sr-only">
          {t("chat.title")}
        </h1>
        <ListPane search={search} here={here} list={list} />
      </div>
      <div className={cx("min-h-0 min-w-0 flex-1 md:flex", here === undefined ? "hidden" : "flex")}>
        <Outlet />
      </div>
      {help ? <ShortcutsDialog onClose={() => setHelp(false)} /> : null}
    </div>
  );
}

/** Beside the list while no conversation is open. */
export function NoneOpen() {
  const t = useT();
  return (
    <div className="grid flex-1 place-items-center">
      <EmptyState icon={<MessagesSquare size={18} aria-hidden />} title={t("chat.noneOpen")}>
        {t("chat.noneOpenText")}
      </EmptyState>
    </div>
  );
}

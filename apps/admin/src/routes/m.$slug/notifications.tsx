import { createFileRoute } from "@tanstack/react-router";
import { NotificationsPage } from "../../features/notifications/notifications-page.tsx";

type Search = { unread?: true };

export const Route = createFileRoute("/m/$slug/notifications")({
  validateSearch: (search: Record<string, unknown>): Search => (search["unread"] ? { unread: true } : {}),
  component: NotificationsPage,
});

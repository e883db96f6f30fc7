import { createFileRoute } from "@tanstack/react-router";
import { ConnectPage } from "../../../../features/settings/whatsapp/connect-page.tsx";

const WAYS = ["cloud_api", "whapi"] as const;
type Way = (typeof WAYS)[number];

export const Route = createFileRoute("/m/$slug/settings/whatsapp/connect")({
  validateSearch: (raw: Record<string, unknown>): { via?: Way } => {
    const via = WAYS.find((way) => way === raw["via"]);
    return via ? { via } : {};
  },
  loader: ({ context: { queryClient, api } }) => void queryClient.prefetchQuery(api.channels.list.queryOptions()),
  component: ConnectPage,
});

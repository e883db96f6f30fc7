import { createFileRoute } from "@tanstack/react-router";

export const Route = createFileRoute("/m/$slug/settings/webhooks/")({
  component: RouteComponent,
});

function RouteComponent() {
  return <div>Hello "/m/$slug/settings/webhooks/"!</div>;
}

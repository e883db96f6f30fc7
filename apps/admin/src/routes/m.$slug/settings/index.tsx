import { createFileRoute, redirect } from "@tanstack/react-router";
import { SettingsIndex } from "../../../features/settings/settings-index.tsx";
import { isPhone } from "../../../lib/use-media.ts";

// With room for the list beside the page there is no page that is only the list.
export const Route = createFileRoute("/m/$slug/settings/")({
  beforeLoad: ({ params }) => {
    if (!isPhone()) throw redirect({ to: "/m/$slug/settings/general", params, replace: true });
  },
  component: SettingsIndex,
});

import { createFileRoute, redirect } from "@tanstack/react-router";

export const Route = createFileRoute("/m/$slug/")({
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/m/$slug/catalogue", params });
  },
});

import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, Outlet } from "@tanstack/react-router";
import { Toasts } from "../app/toasts.tsx";
import type { Api } from "../lib/api.ts";

export const Route = createRootRouteWithContext<{ queryClient: QueryClient; person: Api }>()({
  component: () => (
    <>
      <Outlet />
      <Toasts />
    </>
  ),
});

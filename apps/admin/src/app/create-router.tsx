import type { QueryClient } from "@tanstack/react-query";
import { createRouter } from "@tanstack/react-router";
import type { Api } from "../lib/api.ts";
import { routeTree } from "../routeTree.gen.ts";
import { NotFoundPage, PendingPage, RouteErrorPage } from "./states.tsx";

export function createAppRouter(queryClient: QueryClient, person: Api) {
  const router = createRouter({
    routeTree,
    context: { queryClient, person },
    defaultPreload: "intent",
    // TanStack Query decides what is fresh.
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 250,
    defaultPendingMinMs: 200,
    defaultPendingComponent: PendingPage,
    defaultErrorComponent: RouteErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
    scrollToTopSelectors: ["#main"],
  });
  // A screen reader and the keyboard start at the new page's title; filters and drawers on the same page leave focus alone.
  router.subscribe("onResolved", ({ pathChanged, fromLocation }) => {
    if (!pathChanged || !fromLocation) return;
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>("[data-page-title]")?.focus({ preventScroll: true }),
    );
  });
  return router;
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}

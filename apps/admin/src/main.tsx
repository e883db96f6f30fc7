import "./styles.css";
import type { Locale } from "@nexusone/contracts/locale";
import { warmUp } from "@nexusone/ui/amounts";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider, useRouterState } from "@tanstack/react-router";
import { TRPCClientError } from "@trpc/client";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createAppRouter } from "./app/create-router.tsx";
import { createQueryClient } from "./app/query-client.ts";
import { StartingPage } from "./app/states.tsx";
import { I18nProvider } from "./i18n/context.tsx";
import { currentLocale, loadWords, type Words } from "./i18n/load.ts";
import { type Api, createApi } from "./lib/api.ts";
import { followTheme } from "./lib/theme.ts";

const beginsWithCatalogue = (path: string): boolean => path === "/" || /^\/m\/[^/]+\/(catalogue\/?)?$/.test(path);

/** The frame and the first list are needed on nearly every start: their code travels while the server says who is here. */
function fetchAhead(path: string, queryClient: QueryClient, person: Api): void {
  if (!path.startsWith("/m/") && path !== "/") return;
  void queryClient.prefetchQuery(person.identity.findMe.queryOptions());
  void import("./app/shell/shell.tsx");
  if (beginsWithCatalogue(path)) void import("./features/catalogue/catalogue-page.tsx");
}

/** The words that the screen at this path begins with. */
async function wordsFor(path: string, locale: Locale): Promise<Words> {
  const words = await loadWords(locale);
  if (!beginsWithCatalogue(path)) await words.loadLater();
  return words;
}

/** While the server says who is here. A placeholder of the router's own for the frame would stay until the whole screen has come. */
function Starting({ router }: { router: ReturnType<typeof createAppRouter> }) {
  const waits = useRouterState({ router, select: ({ matches }) => matches.length === 0 });
  return waits ? <StartingPage /> : null;
}

const PATIENCE_MS = 400;
/** By then the first screen stands: what later starts need may travel. */
const SETTLED_MS = 2_000;

/** Resolves when nothing is being asked: drawing what came is less work than drawing the waiting first. */
async function answered(queryClient: QueryClient): Promise<void> {
  if (queryClient.isFetching() === 0) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = queryClient.getQueryCache().subscribe(() => {
    if (queryClient.isFetching() === 0) resolve();
  });
  await promise;
  stop();
}

async function start(): Promise<void> {
  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no #root");
  const locale = currentLocale();
  document.documentElement.lang = locale;
  followTheme();
  const loadedWords = wordsFor(location.pathname, locale);
  const queryClient = createQueryClient();
  // Without a network the answers of the last visit stand in for the server's.
  if (!navigator.onLine) (await import("./lib/offline/kept.ts")).restoreKept(queryClient);
  const person = createApi(queryClient, undefined);
  fetchAhead(location.pathname, queryClient, person);
  const router = createAppRouter(queryClient, person);
  warmUp(locale);
  // The first screen's data and its words travel at the same time. A slow server is waited for inside the frame, not on a white page.
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const loaded = router.load().then(() => answered(queryClient));
  const [words] = await Promise.all([loadedWords, Promise.race([loaded, patience])]);
  // What the server answered, or that it did not, is said on the screen; only what we did not foresee belongs in the console.
  const onCaughtError = (error: unknown): void => (error instanceof TRPCClientError ? undefined : reportError(error));
  createRoot(root, { onCaughtError }).render(
    <StrictMode>
      <I18nProvider locale={locale} words={words}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <Starting router={router} />
        </QueryClientProvider>
      </I18nProvider>
    </StrictMode>,
  );
  setTimeout(async () => {
    void words.loadLater();
    (await import("./lib/offline/start-offline.ts")).startOffline(queryClient);
  }, SETTLED_MS);
}

void start();

import type { BrowserContext, CDPSession, Page, Worker } from "playwright-core";
import { panelUrl } from "../browser.ts";
import { until } from "./until.ts";

/** The extension's worker, which a message of ours wakes. */
export async function workerOf(context: BrowserContext): Promise<Worker> {
  const found = context.serviceWorkers().find((worker) => worker.url().startsWith("chrome-extension:"));
  return found ?? context.waitForEvent("serviceworker");
}

/**
 * Tells the worker what Chrome tells it when its menu is clicked or its keys are pressed: both belong to Chrome's own window, which a
 * test cannot reach. The tab is the one a person looks at.
 */
export async function fire(
  context: BrowserContext,
  event: "contextMenus.onClicked" | "commands.onCommand",
  detail: unknown,
  page: Page,
): Promise<void> {
  const worker = await workerOf(context);
  const url = JSON.stringify(page.url());
  await worker.evaluate(
    `chrome.tabs.query({}).then((tabs) => chrome.${event}.dispatch(${JSON.stringify(detail)}, tabs.find((tab) => tab.url === ${url})))`,
  );
}

export const badgeOf = async (context: BrowserContext): Promise<string> =>
  (await workerOf(context)).evaluate("chrome.action.getBadgeText({})");

/** The side panel docked in Chrome's window: no page of Playwright's, so it is spoken to over the protocol. */
export async function dockedPanel(page: Page): Promise<{ evaluate: <T>(expression: string) => Promise<T> }> {
  const session = await page.context().newCDPSession(page);
  const find = async () => {
    const { targetInfos } = await session.send("Target.getTargets", { filter: [{}] });
    return targetInfos.find(({ url, type }) => url === panelUrl && type !== "tab");
  };
  const target = await until(find, (found) => found !== undefined);
  const { sessionId } = await session.send("Target.attachToTarget", { targetId: target?.targetId ?? "" });
  return { evaluate: (expression) => evaluateIn(session, sessionId, expression) };
}

let asked = 0;
type Answer<T> = { id?: number; result?: { result: { value: T }; exceptionDetails?: { text: string } } };

function evaluateIn<T>(session: CDPSession, sessionId: string, expression: string): Promise<T> {
  const id = ++asked;
  const params = { expression, awaitPromise: true, returnByValue: true };
  return new Promise((resolve, reject) => {
    session.on("Target.receivedMessageFromTarget", function hear({ message }) {
      // The protocol answers what was asked under the same id.
      const answer = JSON.parse(message) as Answer<T>;
      if (answer.id !== id) return;
      session.off("Target.receivedMessageFromTarget", hear);
      if (!answer.result || answer.result.exceptionDetails) reject(new Error(`${expression}: ${message}`));
      else resolve(answer.result.result.value);
    });
    const message = JSON.stringify({ id, method: "Runtime.evaluate", params });
    session.send("Target.sendMessageToTarget", { sessionId, message }).catch(reject);
  });
}

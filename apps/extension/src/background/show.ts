/**
 * Opens the popup at the toolbar, or in a tab of its own where Chrome cannot (no focused window, an older version).
 */
export async function showPopup(): Promise<void> {
  try {
    await chrome.action.openPopup();
  } catch {
    await showTab("src/popup/popup.html?tab");
  }
}

/** The page of ours in a tab of its own; never more than one. */
export async function showTab(path: string): Promise<void> {
  const url = chrome.runtime.getURL(path);
  const contexts = await chrome.runtime.getContexts({ contextTypes: ["TAB"], documentUrls: [url] });
  const tabId = contexts[0]?.tabId;
  if (tabId === undefined) await chrome.tabs.create({ url });
  else await chrome.tabs.update(tabId, { active: true });
}

/**
 * Opens the side panel beside this window's pages, or as a tab where Chrome cannot. Chrome wants to be asked while the person's
 * click is being handled: nothing may be awaited before.
 */
export async function showPanel(windowId: number | undefined): Promise<void> {
  try {
    if (windowId === undefined) throw new Error("no window");
    await chrome.sidePanel.open({ windowId });
  } catch {
    await showTab("src/panel/panel.html?tab");
  }
}

/**
 * Opens the popup at the toolbar, or in a tab of its own where Chrome cannot (no focused window, an older version). Never more
 * than one tab.
 */
export async function showPopup(): Promise<void> {
  try {
    await chrome.action.openPopup();
  } catch {
    const url = chrome.runtime.getURL("src/popup/popup.html");
    const contexts = await chrome.runtime.getContexts({ contextTypes: ["TAB"], documentUrls: [`${url}?tab`] });
    const tabId = contexts[0]?.tabId;
    if (tabId === undefined) await chrome.tabs.create({ url: `${url}?tab` });
    else await chrome.tabs.update(tabId, { active: true });
  }
}

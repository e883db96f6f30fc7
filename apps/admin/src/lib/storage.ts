/** The browser's storage may be closed by its settings; then choices last as long as the page. */
export function readChoice(key: string): string | null {
  try {
    return localStorage.getItem(`nexusone.${key}`);
  } catch {
    return null;
  }
}

export function writeChoice(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`nexusone.${key}`);
    else localStorage.setItem(`nexusone.${key}`, value);
  } catch {
    return;
  }
}

import { serverAddress } from "../server-address.ts";

/**
 * Asks Chrome for the right to talk to a server that is not built in. Must be called from a click. False when the person
 * declines or the address is none; the built-in server and the development build's loopback need no question.
 */
export async function allowServer(address: string): Promise<boolean> {
  const server = serverAddress(address);
  if (!server) return false;
  const origins = [`${server.protocol}//${server.hostname}/*`];
  try {
    return await chrome.permissions.request({ origins });
  } catch {
    // A host the manifest does not even offer to ask for, such as plain http in the store build.
    return false;
  }
}

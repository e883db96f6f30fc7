import { beijingTime } from "../clock.ts";
import { qpsOfLevel, type CjAccount, type TokenPair } from "./accounts.ts";
import { ok, refusals } from "./envelope.ts";
import { requiredText, text, type CjCall, type CjEndpoint } from "./request.ts";

const pairFields = (pair: TokenPair) => ({
  accessToken: pair.accessToken,
  accessTokenExpiryDate: beijingTime(pair.accessExpiresAt),
  refreshToken: pair.refreshToken,
  refreshTokenExpiryDate: beijingTime(pair.refreshExpiresAt),
  createDate: beijingTime(pair.createdAt),
});

/** The token calls carry no access token, so the account's own limit is applied once it is known. */
function countCall({ world }: CjCall, account: CjAccount): void {
  const qps = qpsOfLevel(account.level);
  if (!world.unpaced && !world.rates.take(`auth:${account.openId}`, qps)) {
    throw refusals.tooMany(qps, world.rates.refusalStatus(`account:${account.openId}`));
  }
}

/** E-mail and password were given up by CJ: answered like a wrong key. */
function getAccessToken(call: CjCall) {
  const apiKey = text(call.body, "apiKey");
  const account =
    apiKey === undefined || "password" in call.body ? undefined : call.world.accounts.findByApiKey(apiKey);
  if (!account) throw refusals.apiKeyWrong();
  countCall(call, account);
  return ok({ openId: account.openId, ...pairFields(call.world.accounts.issue(account)) });
}

/** Same fields without `openId`, and without `success` in the envelope. */
function refreshAccessToken(call: CjCall) {
  const account = call.world.accounts.findByRefreshToken(requiredText(call.body, "refreshToken"));
  if (!account) throw refusals.refreshInvalid();
  countCall(call, account);
  return ok(pairFields(call.world.accounts.refresh(account)), { withSuccess: false });
}

function logout({ world, account }: CjCall) {
  if (account) world.accounts.revoke(account);
  return ok(true, { withSuccess: false });
}

function getSetting({ world, account }: CjCall) {
  if (!account) throw refusals.tokenEmpty();
  const view = world.accounts.view(account);
  return ok({
    openId: account.openId,
    openName: account.name,
    openEmail: account.email,
    setting: {
      quotaLimits: [{ quotaUrl: "*", quotaLimit: view.pointsPerDay, quotaType: 4 }],
      qpsLimit: view.qpsLimit,
    },
    callback: world.push.callbacksOf(account.openId) ?? {
      product: { type: "CANCEL", urls: [] },
      order: { type: "CANCEL", urls: [] },
    },
    root: view.level >= 3 ? "VIP" : "GENERAL",
    isSandbox: true,
  });
}

export const authEndpoints: readonly CjEndpoint[] = [
  { method: "POST", path: "/authentication/getAccessToken", points: 0, needsToken: false, handle: getAccessToken },
  {
    method: "POST",
    path: "/authentication/refreshAccessToken",
    points: 0,
    needsToken: false,
    handle: refreshAccessToken,
  },
  { method: "POST", path: "/authentication/logout", points: 0, needsToken: true, handle: logout },
  { method: "GET", path: "/setting/get", points: 0, needsToken: true, handle: getSetting },
];

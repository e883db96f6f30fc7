import { hash32, hexDigits } from "../random.ts";
import type { AccountView } from "../control-types.ts";
import type { SandboxClock } from "../clock.ts";

const DAY = 86_400_000;
const PAIR_KEPT = DAY;
/** First issue: both live 180 days. After a refresh: 15 and 180, as CJ's older table has it. */
const LONG_LIFE = 180 * DAY;
const REFRESHED_LIFE = 15 * DAY;

export interface TokenPair {
  accessToken: string;
  accessExpiresAt: number;
  refreshToken: string;
  refreshExpiresAt: number;
  createdAt: number;
}

export interface CjAccount {
  apiKey: string;
  openId: number;
  name: string;
  email: string;
  level: number;
  pointsPerDay: number;
  pointsUsed: number;
  /** Days since 1970, UTC, the points were counted on. */
  pointsDay: number;
  tokens: TokenPair | undefined;
  /** Money to pay orders with, US cents. */
  balanceCents: number;
}

const FIRST_BALANCE_CENTS = 200_000;

const DEMO = [
  {
    apiKey: "CJ1000001@api@0123456789abcdef0123456789abcdef",
    openId: 48_213_377,
    name: "Demo Store",
    email: "owner@demo.nexusone.test",
    level: 3,
    pointsPerDay: 50_000,
  },
  {
    apiKey: "CJ1000002@api@fedcba9876543210fedcba9876543210",
    openId: 48_213_912,
    name: "Free Shop",
    email: "free@demo.nexusone.test",
    level: 1,
    pointsPerDay: 50_000,
  },
] as const;

/** Requests a second by sales level: 0-1 one, 2 two, 3 four, 4-5 six. */
export const qpsOfLevel = (level: number): number => (level <= 1 ? 1 : level === 2 ? 2 : level === 3 ? 4 : 6);

/** CJ's accounts: who an API key belongs to, which token pair is valid, how many points are left today. */
export class CjAccounts {
  private readonly clock: SandboxClock;
  private readonly seed: string;
  private readonly byKey = new Map<string, CjAccount>();
  private issued = 0;

  constructor(clock: SandboxClock, seed: string) {
    this.clock = clock;
    this.seed = seed;
    this.reset();
  }

  reset(): void {
    this.byKey.clear();
    this.issued = 0;
    for (const account of DEMO) this.add({ ...account });
  }

  create(input: { level?: number | undefined; points?: number | undefined }): CjAccount {
    const number = 2_000_001 + this.byKey.size;
    return this.add({
      apiKey: `CJ${number}@api@${hexDigits(`${this.seed}:account:${number}`, 32)}`,
      openId: 50_000_000 + (hash32(`${this.seed}:openid:${number}`) % 40_000_000),
      name: `Shop ${number}`,
      email: `shop-${number}@sandbox.test`,
      level: input.level ?? 1,
      pointsPerDay: input.points ?? 50_000,
    });
  }

  list(): CjAccount[] {
    return [...this.byKey.values()];
  }

  findByApiKey(apiKey: string): CjAccount | undefined {
    return this.byKey.get(apiKey);
  }

  findByAccessToken(token: string): CjAccount | undefined {
    return this.list().find(
      (account) => account.tokens?.accessToken === token && account.tokens.accessExpiresAt > this.clock.now(),
    );
  }

  findByRefreshToken(token: string): CjAccount | undefined {
    return this.list().find(
      (account) => account.tokens?.refreshToken === token && account.tokens.refreshExpiresAt > this.clock.now(),
    );
  }

  /** Within 24 hours of its making the same pair is handed out again. */
  issue(account: CjAccount): TokenPair {
    const now = this.clock.now();
    if (account.tokens && now - account.tokens.createdAt < PAIR_KEPT && account.tokens.accessExpiresAt > now)
      return account.tokens;
    const number = account.apiKey.split("@")[0] ?? "";
    return this.keep(account, {
      accessToken: `API@${number}@CJ:${this.jwt(account, "ACCESS_TOKEN", now)}`,
      accessExpiresAt: now + LONG_LIFE,
      refreshToken: `API@${number}@CJ:${this.jwt(account, "REFRESH_TOKEN", now)}`,
      refreshExpiresAt: now + LONG_LIFE,
      createdAt: now,
    });
  }

  /** Replaces the pair: the old access and refresh tokens stop working. */
  refresh(account: CjAccount): TokenPair {
    const now = this.clock.now();
    return this.keep(account, {
      accessToken: this.opaque(account, "access"),
      accessExpiresAt: now + REFRESHED_LIFE,
      refreshToken: this.opaque(account, "refresh"),
      refreshExpiresAt: now + LONG_LIFE,
      createdAt: now,
    });
  }

  revoke(account: CjAccount): void {
    account.tokens = undefined;
  }

  /** Spends points of the current UTC day; false when they do not suffice, and then nothing is spent. */
  spend(account: CjAccount, points: number): boolean {
    this.rollDay(account);
    if (account.pointsUsed + points > account.pointsPerDay) return false;
    account.pointsUsed += points;
    return true;
  }

  view(account: CjAccount): AccountView {
    this.rollDay(account);
    const { apiKey, openId, name, level, pointsPerDay, pointsUsed, balanceCents } = account;
    const qpsLimit = qpsOfLevel(level);
    return { apiKey, openId, name, level, qpsLimit, pointsPerDay, pointsUsed, balanceUsd: balanceCents / 100 };
  }

  private rollDay(account: CjAccount): void {
    const today = Math.floor(this.clock.now() / DAY);
    if (account.pointsDay === today) return;
    account.pointsDay = today;
    account.pointsUsed = 0;
  }

  private add(input: Omit<CjAccount, "pointsUsed" | "pointsDay" | "tokens" | "balanceCents">): CjAccount {
    const account = { ...input, pointsUsed: 0, pointsDay: 0, tokens: undefined, balanceCents: FIRST_BALANCE_CENTS };
    this.byKey.set(account.apiKey, account);
    return account;
  }

  private keep(account: CjAccount, tokens: TokenPair): TokenPair {
    account.tokens = tokens;
    return tokens;
  }

  /** Looks like CJ's JWT and is longer than the 200 characters its own table promises; the signature is decoration. */
  private jwt(account: CjAccount, type: string, now: number): string {
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const payload = {
      jti: String(++this.issued),
      type,
      sub: hexDigits(`${this.seed}:sub:${account.openId}:${this.issued}`, 80),
      iat: Math.floor(now / 1000),
    };
    return `${encode({ alg: "HS256" })}.${encode(payload)}.${hexDigits(`${this.seed}:jwt:${account.openId}:${this.issued}`, 43)}`;
  }

  private opaque(account: CjAccount, kind: string): string {
    return hexDigits(`${this.seed}:${kind}:${account.openId}:${++this.issued}`, 32);
  }
}

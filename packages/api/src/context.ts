import type { MerchantId } from "@nexusone/contracts/ids";
import type { Actor, ClientContext, ServiceContext, UserContext } from "@nexusone/core/context";
import type { DomainError } from "@nexusone/core/errors";
import type { EventHub } from "@nexusone/core/events/hub";

/** Who stands behind a request, resolved once by the server before any procedure runs. */
export type Principal =
  /** Nobody, or somebody whose token or session is refused: public procedures serve them, the others throw the refusal. */
  | { readonly kind: "anonymous"; readonly refusal?: DomainError }
  /** The cookie of the admin, or a bearer JWT of an API client. `service` is set when the request names a merchant and membership was found. */
  | {
      readonly kind: "user";
      readonly user: UserContext["user"];
      readonly via: "cookie" | "bearer";
      readonly service?: ServiceContext;
    }
  | { readonly kind: "extension"; readonly service: ServiceContext }
  /** A program of one merchant. */
  | { readonly kind: "api_key"; readonly service: ServiceContext };

/** What every procedure receives. Built per HTTP request by `apps/server`, and by tests. */
export type RequestContext = ClientContext & {
  readonly principal: Principal;
  /** The merchant the request names (header `x-merchant-id`, token claim), whether or not it may. */
  readonly merchantId: MerchantId | undefined;
  readonly setSessionCookie: (token: string | null, expiresAt?: Date) => void;
  readonly eventHub: EventHub;
  /** The caller as of now, for streams that outlive their request; throws once they may no longer listen. */
  readonly recheckActor: () => Promise<Actor>;
  /** Ends the connection of a stream whose client does not read. */
  readonly cutOff: () => void;
  /** The browser is on this computer and no proxy stands between: the demo sign-in needs it. */
  readonly loopback: boolean;
  /** Takes one from the caller's bucket; throws `request.too_many`. `heavy` operations have a smaller one. */
  readonly takeLimit: (weight: "general" | "heavy") => Promise<void>;
  /** What a door already found wrong with the input; thrown where the schema would look at it, so after who asks and how often. */
  readonly refusedInput?: DomainError | undefined;
  /** Tokens of a window that this process has leased and not spent. */
  readonly tokensInHand: (key: string) => number;
};

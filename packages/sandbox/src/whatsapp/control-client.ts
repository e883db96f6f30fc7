import type { WhatsAppControl } from "./control-types.ts";

type Call = <Answer>(method: string, path: string, body?: unknown) => Promise<Answer>;

/** The client of `/sandbox/whatsapp`; `call` answers what the routes of control-routes.ts do. */
export function whatsAppControl(call: Call): WhatsAppControl {
  const at = (path: string): string => `/whatsapp${path}`;
  const id = encodeURIComponent;
  const post = <Answer>(path: string, body: unknown = {}): Promise<Answer> => call("POST", at(path), body);
  const get = <Answer>(path: string): Promise<Answer> => call("GET", at(path));
  return {
    accounts: {
      create: (input = {}) => post("/accounts", input),
      addNumber: (accountId, input = {}) => post(`/accounts/${id(accountId)}/numbers`, input),
      list: () => get("/accounts"),
      set: (phoneNumberId, change) => post(`/numbers/${id(phoneNumberId)}`, change),
      grant: async (accountId, mayManage = true) =>
        (await post<{ token: string }>(`/accounts/${id(accountId)}/tokens`, { mayManage })).token,
      killToken: async (token) => void (await post("/dead-tokens", { token })),
      rotateSecret: async (appId) => (await post<{ secret: string }>(`/apps/${id(appId)}/secret`)).secret,
      setAppCallback: async (appId, url, verifyToken) => void (await post(`/apps/${id(appId)}`, { url, verifyToken })),
    },
    channels: {
      create: (input = {}) => post("/channels", input),
      list: () => get("/channels"),
      setState: (channelId, state) => post(`/channels/${id(channelId)}`, { state }),
    },
    people: {
      create: (input = {}) => post("/people", input),
      list: () => get("/people"),
      set: (personId, change) => post(`/people/${id(personId)}`, change),
      act: (personId, line, act) => post(`/people/${id(personId)}/act`, { line, act }),
      read: async (personId, line) => void (await post(`/people/${id(personId)}/read`, { line })),
      block: (personId, line, blocked = true) => post(`/people/${id(personId)}/block`, { line, blocked }),
      echo: (personId, line, text) => post(`/people/${id(personId)}/echo`, { line, text }),
      crowd: async (line, count) => (await post<{ ids: string[] }>("/crowd", { line, ...count })).ids,
      prefer: async (personId, line, value) => void (await post(`/people/${id(personId)}/prefer`, { line, value })),
      changeNumber: (personId, phone) => post(`/people/${id(personId)}/change`, { what: "number", phone }),
      changeUserId: (personId) => post(`/people/${id(personId)}/change`, { what: "user-id" }),
      changeIdentity: (personId) => post(`/people/${id(personId)}/change`, { what: "identity" }),
    },
    threads: {
      list: (filter = {}) => get(`/threads?${new URLSearchParams(filter)}`),
      status: (messageId, word, more = {}) => post("/status", { messageId, word, ...more }),
      release: (messageId, drop = false) => post("/release", { messageId, drop }),
    },
    templates: {
      list: (accountId) => get(`/templates?${new URLSearchParams({ accountId })}`),
      review: async () => void (await post("/review")),
      setStatus: (templateId, status, reason = "NONE") =>
        post(`/templates/${id(templateId)}`, { do: "status", status, reason }),
      setQuality: (templateId, quality, mislabelled = false) =>
        post(`/templates/${id(templateId)}`, { do: "quality", quality, mislabelled }),
      setCategory: (templateId, category, announced = false) =>
        post(`/templates/${id(templateId)}`, { do: "category", category, announced }),
    },
    webhooks: {
      list: () => get("/webhooks"),
      mode: async (mode) => void (await post("/webhooks/mode", { mode })),
      manners: async (manners = {}) => void (await post("/webhooks/manners", manners)),
      deliver: (how = {}) => post("/webhooks/deliver", how),
      tell: async (accountId, field, value) => void (await post("/webhooks/tell", { accountId, field, value })),
      put: (input) => post("/webhooks/put", input),
    },
  };
}

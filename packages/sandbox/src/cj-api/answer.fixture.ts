/** CJ's envelope and, of its data, the members that a test reads. Which members are there differs by endpoint (Q6). */
export type Body<Data = unknown> = { readonly code: number; readonly data: Data };

export type Answer<Data = unknown> = { readonly status: number; readonly text: string; readonly body: Body<Data> };

export type Tokens = { readonly accessToken: string; readonly refreshToken: string };

/** Sends one request to the simulated CJ, and reads its answer. */
export async function askCj<Data = unknown>(url: string, init: RequestInit): Promise<Answer<Data>> {
  const response = await fetch(url, init);
  const text = await response.text();
  const json = response.headers.get("content-type")?.includes("json") ? (JSON.parse(text) as unknown) : undefined;
  return { status: response.status, text, body: json as Body<Data> };
}

import { builtIn, type FakeProvider } from "../http/built-in.ts";

/** What is watched: two feeds of people's, and a subreddit. */
export const WATCHED = {
  rssUrl: "https://news.casa-lumen.com/feed.xml",
  jsonUrl: "https://data.casa-lumen.com/posts.json",
  jsonToken: "sandbox-json-token",
  subreddit: "smallbusiness",
  redditClientId: "p-jcoLKBynTLew",
  redditSecret: "sandbox-reddit-secret",
};
export const TOKEN_URL = "https://www.reddit.com/api/v1/access_token";
export const ABOUT_URL = "https://oauth.reddit.com/r/smallbusiness/about";

/** Two servers of people, and Reddit as it answers. */
export function fakeSources({ jsonToken = WATCHED.jsonToken, redditSecret = WATCHED.redditSecret } = {}): FakeProvider {
  return ({ method, address, headers, body }) => {
    const authorization = headers.get("authorization");
    if (address === WATCHED.rssUrl && authorization === null) return rss("<item></item><item></item>");
    if (address === WATCHED.jsonUrl)
      return authorization === `Bearer ${jsonToken}`
        ? Response.json({ version: "https://jsonfeed.org/version/1.1", title: "Posts", items: [{ id: "1" }] })
        : Response.json({ error: "no" }, { status: 401 });
    if (headers.get("user-agent") !== "web:trellis:1.0 (signals)") return redditSays(429, {});
    if (`${method} ${address}` === `POST ${TOKEN_URL}`)
      return authorization === `Basic ${btoa(`${WATCHED.redditClientId}:${redditSecret}`)}` &&
        body === "grant_type=client_credentials"
        ? Response.json({ access_token: "reddit.canary", token_type: "bearer", expires_in: 86_400, scope: "*" })
        : redditSays(401, { message: "Unauthorized" });
    if (authorization !== "Bearer reddit.canary") return redditSays(401, {});
    return address === ABOUT_URL
      ? Response.json({ kind: "t5", data: { display_name: "smallbusiness", subscribers: 1_834_210 } })
      : redditSays(404, {});
  };
}

/** A feed with these entries. */
export function rss(items: string): Response {
  return new Response(`<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>${items}</channel></rss>`);
}

/** A refusal in Reddit's own form. */
export function redditSays(status: number, said: object, headers: Record<string, string> = {}): Response {
  return Response.json({ message: "Refused", error: status, ...said }, { status, headers });
}

/** In test mode. */
export const signalsSandbox = builtIn(WATCHED, fakeSources());

import { describe, expect, it } from "vitest";
import { HOSTILE_URLS } from "./hostile-urls.test-kit.ts";
import { guardedDownload } from "./media-download.ts";

const HOSTS = ["lookaside.fbsbx.com", ".fbcdn.net", ".whatsapp.net"];
const ORIGIN = "http://graph.test";
const GOOD = [
  "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1",
  "https://LOOKASIDE.fbsbx.com/f",
  "https://lookaside.fbsbx.com:443/f",
  "https://scontent.xx.fbcdn.net/v/t1.jpg",
  "https://mmg.whatsapp.net/f",
  "http://graph.test/media/1",
];

/** A network that answers as told and writes down every connection. */
function network(answer: (url: string) => Response = () => new Response("bytes")) {
  const made: { url: string; authorization: string | null }[] = [];
  const download = guardedDownload(async (url, init) => {
    made.push({ url, authorization: new Headers(init.headers).get("authorization") });
    return answer(url);
  }, ORIGIN);
  const get = (url: string) => download(url, { hosts: HOSTS, bearer: "secret", signal: AbortSignal.timeout(5_000) });
  return { made, get };
}

const redirect = (location: string) => new Response(null, { status: 302, headers: { location } });

describe("where files are fetched from", () => {
  it("is at none of 200 hostile addresses: no connection is made", async () => {
    expect(new Set(HOSTILE_URLS).size).toBeGreaterThanOrEqual(200);
    const { get, made } = network();
    for (const url of HOSTILE_URLS) expect([url, (await get(url)).kind]).toEqual([url, "refused"]);
    expect(made).toEqual([]);
  });

  it.each(GOOD)("may be %s", async (url) => {
    const { get, made } = network();
    expect((await get(url)).kind).toBe("open");
    expect(made).toHaveLength(1);
  });

  it("is not where a redirect leads, unless that too is the provider's", async () => {
    // A header holds no other characters.
    for (const url of HOSTILE_URLS.filter((hostile) => /^[!-~]*:[!-~]*$/.test(hostile))) {
      const { get, made } = network(() => redirect(url));
      const outcome = await get(GOOD[0] ?? "");
      expect(
        made.map(({ url: connected }) => connected),
        url,
      ).toEqual(made.map(() => GOOD[0]));
      expect(["refused", "answered"]).toContain(outcome.kind);
    }
  });

  it("follows the provider's own redirects, without the token where it was not given for", async () => {
    const { get, made } = network((url) =>
      url.includes("lookaside") ? redirect("https://a.fbcdn.net/f") : new Response("x"),
    );
    expect((await get("https://lookaside.fbsbx.com/f")).kind).toBe("open");
    expect(made).toEqual([
      { url: "https://lookaside.fbsbx.com/f", authorization: "Bearer secret" },
      { url: "https://a.fbcdn.net/f", authorization: null },
    ]);
  });

  it("gives a redirect without end up", async () => {
    const { get, made } = network((url) => redirect(`${url}x`));
    expect((await get("https://lookaside.fbsbx.com/f")).kind).toBe("refused");
    expect(made.length).toBeLessThanOrEqual(4);
  });

  it("says so when nobody answers", async () => {
    const { get } = network(() => {
      throw new TypeError("connection lost");
    });
    expect(await get(GOOD[0] ?? "")).toEqual({ kind: "silent" });
  });
});

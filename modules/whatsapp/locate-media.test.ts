import { describe, expect, it, vi } from "vitest";
import type { MediaLocation, ProviderFetch } from "../module.ts";
import { locateMedia } from "./locate-media.ts";

const credentials = { phoneNumberId: "510600700800901", accessToken: "EAAG-secret" };
const URL_OF_IT = "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1";
const locate = (provider: ProviderFetch, mediaId: string | null = "1037543291543636"): Promise<MediaLocation> =>
  locateMedia({ mediaId, url: null }, credentials, provider);
const refuse = (code: number, status: number) =>
  locate(async () => Response.json({ error: { code, message: `(#${code})` } }, { status }));

describe("where Meta has a file", () => {
  it("is asked by its id, and only with the token", async () => {
    const provider = vi.fn<ProviderFetch>(async () =>
      Response.json({
        url: URL_OF_IT,
        mime_type: "image/jpeg",
        sha256: "ab",
        file_size: "3031",
        id: "1037543291543636",
        messaging_product: "whatsapp",
      }),
    );
    expect(await locate(provider)).toEqual({
      kind: "found",
      url: URL_OF_IT,
      bearer: "EAAG-secret",
      mimeType: "image/jpeg",
      sha256: "ab",
      size: 3031,
    });
    const [path, init] = provider.mock.calls[0] ?? [];
    expect(path).toBe("/v23.0/1037543291543636?phone_number_id=510600700800901");
    expect(init?.headers).toMatchObject({ authorization: "Bearer EAAG-secret" });
  });

  it("may be all that Meta says", async () => {
    expect(await locate(async () => Response.json({ url: URL_OF_IT, file_size: null, sha256: 5 }))).toEqual({
      kind: "found",
      url: URL_OF_IT,
      bearer: "EAAG-secret",
    });
  });

  it.each([null, "", "../me", "1/messages", "1?fields=access_token", "1%2fme", "x".repeat(300)])(
    "is not asked for by %j",
    async (mediaId) => {
      const provider = vi.fn<ProviderFetch>();
      expect(await locate(provider, mediaId)).toMatchObject({ kind: "failed", error: { code: "no_media" } });
      expect(provider).not.toHaveBeenCalled();
    },
  );

  it.each([
    ["the id is gone", refuse(100, 400), "failed"],
    ["Meta has a fault", refuse(131_000, 500), "retry"],
    ["there were too many calls", refuse(4, 429), "retry"],
    ["the token has run out, which a new one mends", refuse(190, 401), "retry"],
    ["a gateway answers", locate(async () => new Response("<html>", { status: 502 })), "retry"],
    ["it does not say where", locate(async () => Response.json({ id: "1" })), "retry"],
    ["nobody answers", locate(() => Promise.reject(new TypeError("lost"))), "retry"],
  ] as const)("when %s", async (_what, asked, kind) => expect((await asked).kind).toBe(kind));
});

import { expect, it } from "vitest";
import type { Message } from "../../../schema/contracts/messages.ts";
import { createThreadIndex } from "./thread-index.ts";

const AT = "2026-11-20T10:00:00.000Z";

function message(id: string, createdAt: string, more: Partial<Message> = {}): Message {
  return { id, createdAt, clientId: null, externalId: null, ...more } as Message;
}

it("keeps messages from oldest to newest, and those of one moment by id, however they come", () => {
  const index = createThreadIndex();
  index.put(message("msg_b", AT, { clientId: "a-client-id-that-sorts-first" }));
  index.put(message("msg_d", "2026-11-20T10:00:01.000Z"));
  index.put(message("msg_c", AT));
  index.put(message("msg_a", "2026-11-19T10:00:00.000Z"));
  expect(index.keys()).toEqual(["msg_a", "a-client-id-that-sorts-first", "msg_c", "msg_d"]);
});

it("finds a message by our id and by the provider's, also one learnt later, until it is gone", () => {
  const index = createThreadIndex();
  const sent = message("msg_a", AT, { clientId: "client-1" });
  index.put(sent);
  expect([index.find("msg_a"), index.find("wamid.1")]).toEqual(["client-1", undefined]);
  index.put({ ...sent, externalId: "wamid.1" });
  expect(index.find("wamid.1")).toBe("client-1");
  index.remove({ ...sent, externalId: "wamid.1" });
  expect([index.find("msg_a"), index.find("wamid.1"), index.keys()]).toEqual([undefined, undefined, []]);
});

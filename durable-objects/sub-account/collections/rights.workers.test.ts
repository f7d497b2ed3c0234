import { describe, expect, test } from "vitest";
import { isTrellisError } from "../../../schema/errors.ts";
import { inside, memberOf, newAccount, refusalOf, traces } from "./account.test-kit.ts";

const contacts = "contacts" as const;

describe("rights", () => {
  test("each verb asks for its own capability, and writes nothing without it", async () => {
    const place = newAccount();
    const { id } = await place.stub.createDocument(place.actor, { collection: contacts, data: { name: "Ann" } });
    const where = { field: "id", operator: "equals", value: id } as const;
    const viewer = memberOf(place.tenantId, ["viewLeads"]);
    const editor = memberOf(place.tenantId, ["viewLeads", "editLeads"]);
    const stranger = { kind: "anonymous", tenantId: place.tenantId } as const;
    await inside(place, (account, sql) => {
      const before = traces(sql);
      const code = (work: () => unknown) => refusalOf(work)?.code;
      expect(code(() => account.createDocument(viewer, { collection: contacts, data: { name: "x" } }))).toBe(
        "forbidden",
      );
      expect(code(() => account.updateDocument(viewer, { collection: contacts, id, data: { name: "x" } }))).toBe(
        "forbidden",
      );
      expect(code(() => account.updateWhere(viewer, { collection: contacts, where, data: { name: "x" } }))).toBe(
        "forbidden",
      );
      expect(code(() => account.deleteDocument(editor, { collection: contacts, id }))).toBe("forbidden");
      expect(code(() => account.deleteWhere(editor, { collection: contacts, where }))).toBe("forbidden");
      expect(code(() => account.createDocument(stranger, { collection: contacts, data: { name: "x" } }))).toBe(
        "unauthenticated",
      );
      expect(traces(sql)).toEqual(before);
    });
  });

  test("a refusal keeps its code and field on the way to the worker", async () => {
    const place = newAccount();
    const create = async () =>
      await place.stub.createDocument(place.actor, { collection: contacts, data: { name: "" } });
    await expect(create()).rejects.toSatisfy(
      (error) => isTrellisError(error) && error.code === "invalid" && error.items[0]?.field === "name",
    );
  });
});

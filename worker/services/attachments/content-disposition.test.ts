import { expect, it } from "vitest";
import { contentDisposition } from "./content-disposition.ts";

const named = (name: string, mimeType = "image/png") =>
  contentDisposition("attachment", { name, mimeType, type: "image" });

it.each([
  ["plain.png", `filename="plain.png"; filename*=UTF-8''plain.png`],
  ["Résumé ☕.pdf", `filename="R_sum_ _.pdf"; filename*=UTF-8''R%C3%A9sum%C3%A9%20%E2%98%95.pdf`],
  [`a"; filename="b`, `filename="a_; filename=_b"; filename*=UTF-8''a%22%3B%20filename%3D%22b`],
  ["it's (1).png", `filename="it's (1).png"; filename*=UTF-8''it%27s%20%281%29.png`],
  ["a\r\nset-cookie: b", `filename="aset-cookie: b"; filename*=UTF-8''aset-cookie%3A%20b`],
  ["../../etc/passwd", `filename=".._.._etc_passwd"; filename*=UTF-8''.._.._etc_passwd`],
  ["photo\u202egpj.exe", `filename="photogpj.exe"; filename*=UTF-8''photogpj.exe`],
  ["half \ud83d.png", `filename="half _.png"; filename*=UTF-8''half%20%EF%BF%BD.png`],
  ["", `filename="image.png"; filename*=UTF-8''image.png`],
])("%j is written as %s", (name, written) => {
  expect(named(name)).toBe(`attachment; ${written}`);
});

it("gives a file without name and type the name of what it is", () => {
  expect(named("", "")).toBe(`attachment; filename="image"; filename*=UTF-8''image`);
});

it("is a header that any runtime takes", () => {
  for (const name of ["ünï", "\u0000\u0001", "日本語.txt", "a\nb", "\ud83d"])
    expect(() => new Headers({ "content-disposition": named(name) })).not.toThrow();
});

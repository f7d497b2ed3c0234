import { render } from "@solidjs/testing-library";
import { expect, it } from "vitest";
import { ModuleMark } from "./module-mark.tsx";

const markOf = (icon: string) => render(() => <ModuleMark icon={icon} name="post box" />).container;

it("is what the folder of that name draws", () => {
  const [svg] = markOf("whatsapp").getElementsByTagName("svg");
  expect(svg?.getAttribute("viewBox")).toBe("0 0 24 24");
  expect(svg?.children).toHaveLength(2);
});

it.each(["nobody-drew-it", "../whatsapp", "__proto__"])("is the first letter for %s", (icon) => {
  expect(markOf(icon).textContent).toBe("P");
  expect(markOf(icon).querySelector("svg")).toBeNull();
});

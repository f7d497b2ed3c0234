import type { Browser, Page } from "playwright-core";
import { newPage } from "./browser.ts";

/** What `scrollWork` scrolls on the floor page. */
export const FLOOR_LIST = "#floor";

/**
 * A page with the least that can scroll `count` rows of an inbox: a dozen elements moved by hand, each a copy of a real row with another
 * name in it. No framework, nothing that changes.
 */
export async function openFloorList(browser: Browser, inbox: Page, count: number): Promise<Page> {
  const { row, styles, height } = await inbox.evaluate(() => {
    const link = document.querySelector<HTMLElement>('section[aria-label="Conversations"] li a');
    return {
      row: link?.outerHTML ?? "",
      height: link?.offsetHeight ?? 0,
      styles: [...document.querySelectorAll('link[rel="stylesheet"]')].map((sheet) => sheet.outerHTML).join(""),
    };
  });
  const page = await newPage(browser, { origin: new URL(inbox.url()).origin });
  await page.route("**/floor", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><title>Floor</title>${styles}<div id="floor" style="width:340px;height:700px;overflow-y:auto"></div>`,
    }),
  );
  await page.goto("/floor");
  await page.evaluate(
    ([html, rowHeight, total]) => {
      const scroller = document.querySelector<HTMLElement>("#floor")!;
      const list = scroller.appendChild(document.createElement("ul"));
      list.style.cssText = `position:relative;contain:size style;height:${total * rowHeight}px`;
      const shown = Math.ceil(scroller.clientHeight / rowHeight) + 5;
      const rows = Array.from({ length: shown }, () => {
        const item = list.appendChild(document.createElement("li"));
        item.innerHTML = html;
        item.style.cssText = "position:absolute;left:0;width:100%;contain:layout style";
        return { item, name: item.querySelector(".truncate")!, index: -1 };
      });
      const place = (): void => {
        const first = Math.max(0, Math.floor(scroller.scrollTop / rowHeight) - 2);
        for (let index = first; index < first + shown; index++) {
          const row = rows[index % shown]!;
          if (row.index === index) continue;
          row.index = index;
          row.item.style.top = `${index * rowHeight}px`;
          row.name.textContent = `Person ${index}`;
        }
      };
      place();
      scroller.addEventListener("scroll", place);
    },
    [row, height, count] as const,
  );
  return page;
}

import type { VirtualizerHandle } from "virtua/solid";

/** Frames to wait for a message outside the screen to be drawn. */
const FRAMES_MAX = 30;

/** Brings a message into view and answers its article once it is drawn: one outside the screen is not in the page before. */
export async function revealMessage(
  key: string,
  where: {
    /** Its place in the thread; -1 when it is not there. */
    index: number;
    align: "nearest" | "center";
    handle: VirtualizerHandle | undefined;
    content: HTMLElement | undefined;
  },
): Promise<HTMLElement | undefined> {
  const { index, align, handle, content } = where;
  if (index < 0) return undefined;
  const find = (): HTMLElement | null | undefined =>
    content?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"] > article`);
  handle?.scrollToIndex(index, { align });
  for (let frame = 0; frame < FRAMES_MAX; frame++) {
    const article = find();
    if (article && isPlaced(article)) return article;
    await new Promise(requestAnimationFrame);
  }
  return find() ?? undefined;
}

/** What has just been put into the page is hidden until its height is known. */
function isPlaced(article: HTMLElement): boolean {
  return article.checkVisibility({ visibilityProperty: true });
}

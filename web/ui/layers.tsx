import { PageAnnouncer } from "./page-announcer.tsx";
import { ToastLayer } from "./toast.tsx";
import { TooltipLayer } from "./tooltip.tsx";

/** What floats over every page. Apart from the entry: no page waits for it. */
export default function Layers() {
  return (
    <>
      <ToastLayer />
      <TooltipLayer />
      <PageAnnouncer />
    </>
  );
}

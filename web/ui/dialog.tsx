import { type JSX, lazy, Show, Suspense } from "solid-js";

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** One line under the title. */
  description?: JSX.Element;
  /** The buttons at the foot, main act last. Put the whole in a form when it has fields. */
  footer?: JSX.Element;
  children?: JSX.Element;
  /** Width on a wide screen: 440 px, 640 px for `wide`, 880 px for `full`, which takes the whole of a narrow one. */
  size?: "normal" | "wide" | "full";
}

const Surface = lazy(() => import("./dialog-surface.tsx"));

/** A modal dialog: focus stays inside, Escape closes, focus returns to where it was. Its code loads with the first one opened. */
export function Dialog(props: DialogProps) {
  return (
    <Show when={props.open}>
      <Suspense>
        <Surface {...props} />
      </Suspense>
    </Show>
  );
}

/** Loads the dialog's code ahead of its first use. */
export function preloadDialog(): void {
  void Surface.preload();
}

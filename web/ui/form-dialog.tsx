import { createUniqueId, type JSX, splitProps } from "solid-js";
import type { Submission } from "../stores/submission.ts";
import { Button } from "./button.tsx";
import { Dialog, type DialogProps } from "./dialog.tsx";

/** A Dialog that is one form: its fields are the children, Cancel and the one act stand at its foot. */
export function FormDialog(
  props: Omit<DialogProps, "open" | "footer" | "children"> & {
    /** True unless told. */
    open?: boolean;
    form: Pick<Submission, "busy" | "wait">;
    /** What the button that sends it says. */
    act: string;
    danger?: boolean;
    disabled?: boolean;
    /** Leaves it to `onSubmit` to look at the fields, and not to the browser. */
    noValidate?: boolean;
    /** Lays the fields out; one below the other unless told. */
    class?: string;
    onSubmit: () => void;
    children: JSX.Element;
  },
) {
  const id = createUniqueId();
  const [dialog, own] = splitProps(props, ["onClose", "title", "description", "size"]);
  return (
    <Dialog
      {...dialog}
      open={own.open ?? true}
      footer={
        <>
          <Button onClick={() => dialog.onClose()}>Cancel</Button>
          <Button
            type="submit"
            form={id}
            variant={own.danger ? "danger" : "primary"}
            busy={own.form.busy()}
            disabled={own.disabled || own.form.wait.seconds() > 0}
          >
            {own.act}
          </Button>
        </>
      }
    >
      <form
        id={id}
        class={own.class ?? "flex flex-col gap-4"}
        noValidate={own.noValidate ?? false}
        onSubmit={(event) => {
          event.preventDefault();
          own.onSubmit();
        }}
      >
        {own.children}
      </form>
    </Dialog>
  );
}

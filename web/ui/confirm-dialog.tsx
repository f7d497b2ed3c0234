import { createSignal, type JSX } from "solid-js";
import { toastError } from "../stores/toasts.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

export interface ConfirmDialogProps {
  open: boolean;
  onClose: () => void;
  /** The question: "Delete Maria Lopez?" */
  title: string;
  /** What follows, and whether it can be undone. */
  text: JSX.Element;
  /** The act in one or two words: "Delete contact". */
  act: string;
  danger?: boolean;
  /** Closes when it resolves; when it rejects the dialog stays and a toast says why. */
  onConfirm: () => Promise<unknown>;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [busy, setBusy] = createSignal(false);
  const confirm = async () => {
    setBusy(true);
    try {
      await props.onConfirm();
      props.onClose();
    } catch (error) {
      toastError("That did not work.", error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={props.title}
      description={props.text}
      footer={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button variant={props.danger ? "danger" : "primary"} busy={busy()} onClick={() => void confirm()}>
            {props.act}
          </Button>
        </>
      }
    />
  );
}

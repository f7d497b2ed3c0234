import type {
  BeginSignUp,
  BegunSignUp,
  CompletedSignUp,
  CompleteSignUp,
  VerifiedSignUp,
  VerifySignUp,
} from "../../schema/contracts/sign-ups.ts";
import { request } from "./client.ts";

/** Mails a code to the address of somebody who starts. */
export function beginSignUp(body: BeginSignUp): Promise<BegunSignUp> {
  return request("/sign-ups", { method: "POST", body, tenant: null });
}

export function verifySignUp(body: VerifySignUp): Promise<VerifiedSignUp> {
  return request("/sign-ups/verification", { method: "POST", body, tenant: null });
}

/** Opens the agency and signs in. */
export function completeSignUp(body: CompleteSignUp): Promise<CompletedSignUp> {
  return request("/sign-ups/completion", { method: "POST", body, tenant: null });
}

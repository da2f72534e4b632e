import { EyeOff } from "lucide-react";
import type { ReactNode } from "react";
import { Private } from "../shell/presenting";
import { Empty } from "../ui/bits";

/** Pages that are two people's, or one's, are not drawn at all while a screen is shared. */
export function Hidden({ children }: { children: ReactNode }) {
  return (
    <Private
      instead={
        <Empty title="Hidden while presenting." action={<EyeOff size={18} aria-hidden="true" />}>
          What is between two people is not for a shared screen. The key . shows it again.
        </Empty>
      }
    >
      {children}
    </Private>
  );
}

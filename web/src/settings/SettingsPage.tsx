import { Head } from "../ui/bits";
import { Look } from "./Look";

export function SettingsPage() {
  return (
    <>
      <Head title="Settings" />
      <Look />
    </>
  );
}

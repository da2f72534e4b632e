import { describe, expect, it } from "vitest";
import { kinds } from "../test/stubSchema";
import type { Session } from "../api/types";
import { known, layout, whereIs } from "./rooms";

const session = (...rooms: string[]): Session => ({
  person: { id: "ana", key: "ana", title: "Ana" },
  roles: ["member"],
  organisation: { name: "Payments", zone: "UTC", currency: "EUR", hours_per_day: 8, today: "2026-02-20", people: 1 },
  demo: false,
  as_of: "2026-02-20",
  version: "",
  rooms,
});

describe("the navigation", () => {
  it("leaves out what is not built", () => {
    const duties = layout(session("today", "plan"), []);
    expect(duties.map((duty) => duty.id)).toEqual(["today", "deliver", "settings"]);
    expect(duties[1]?.places.map((place) => place.id)).toEqual(["plan"]);
  });

  it("lists each kind where its schema says, unless a page stands for it", () => {
    const duties = layout(session("today", "decided"), kinds);
    const labels = (id: string) => duties.find((duty) => duty.id === id)?.places.map((place) => place.label);
    expect(labels("decide")).toEqual(["Decisions"]);
    expect(labels("deliver")).toEqual(["Tasks", "Projects", "Milestones", "Scenarios"]);
    expect(labels("grow")).toContain("People");
  });

  it("gives each section a letter of its own", () => {
    const letters = known.map((one) => one.go).filter(Boolean);
    expect(letters.filter((letter, index) => letters.indexOf(letter) !== index)).toEqual([]);
  });

  it("knows the place of a page under it", () => {
    const duties = layout(session("today", "decided"), kinds);
    expect(whereIs(duties, "/decide/decisions/D-14").place?.id).toBe("decisions");
    expect(whereIs(duties, "/records/task/PAY-12").place?.id).toBe("task");
    expect(whereIs(duties, "/").duty?.id).toBe("today");
  });
});

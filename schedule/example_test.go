package schedule_test

import (
	"context"
	"fmt"
	"time"

	"plumbline/schedule"
	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// office is a week of nine to five with an hour off at noon.
func office(away ...calendar.Absence) model.Calendar {
	c, err := calendar.Build(calendar.Pattern{
		Week:     calendar.OfficeWeek(calendar.Hours{From: 9 * 60, To: 12 * 60}, calendar.Hours{From: 13 * 60, To: 18 * 60}),
		Absences: away,
	}, calendar.Date{Year: 2026, Month: time.February, Day: 16}, 60)
	if err != nil {
		panic(err)
	}
	return c
}

const (
	golang = iota
	ledger
)

// checkout is a small team's problem: Ana knows the ledger and is away for a week,
// Ben could learn it.
func checkout() *schedule.Problem {
	monday := calendar.Instant(time.UTC, calendar.Date{Year: 2026, Month: time.February, Day: 16}, 9*60)
	leave := calendar.Absence{From: calendar.Date{Year: 2026, Month: time.February, Day: 18}, To: calendar.Date{Year: 2026, Month: time.February, Day: 24}}
	return &schedule.Problem{
		Start:     monday,
		Calendars: []model.Calendar{office(), office(leave)},
		Skills:    []string{"go", "ledger"},
		People: []model.Person{
			{Key: "ana", Calendar: 1, Levels: []int8{4, 4}, Rate: 9000},
			{Key: "ben", Calendar: 0, Levels: []int8{3, 2}, Rate: 9500, Goals: []model.Goal{{Skill: ledger, Level: 3}}},
		},
		Tasks: []model.Task{
			{Key: "ledger", Seats: []model.Seat{{Needs: []model.Need{{Skill: ledger, Level: 3}}, Work: 3 * 480}}, Stretch: true},
			{Key: "queue", Seats: []model.Seat{{Needs: []model.Need{{Skill: golang, Level: 3}}, Work: 2 * 480}}},
			{Key: "load test", Duration: 480},
		},
		Deps: []model.Dependency{{From: 0, To: 2}, {From: 1, To: 2}},
		Milestones: []model.Milestone{{Key: "launch", Tasks: []int{2}, Weight: 1,
			Deadline: calendar.Instant(time.UTC, calendar.Date{Year: 2026, Month: time.February, Day: 20}, 18*60)}},
	}
}

func day(m model.Minute) string { return time.Unix(int64(m)*60, 0).UTC().Format("Mon 2 Jan 15:04") }

func ExampleSolve() {
	p := checkout()
	s, err := schedule.Solve(context.Background(), p, schedule.Options{Seed: 1, Schedules: 400})
	if err != nil {
		fmt.Println(err)
		return
	}
	for t, pl := range s.Plan.Placements {
		fmt.Printf("%s: %s to %s", p.Tasks[t].Key, day(pl.Start), day(pl.Finish))
		for _, w := range pl.Work {
			fmt.Printf(", %s", p.People[w.Person].Key)
			if w.Mentor != model.None {
				fmt.Printf(" guided by %s", p.People[w.Mentor].Key)
			}
		}
		fmt.Println()
	}
	fmt.Println("violations:", len(schedule.Verify(p, s.Plan)))
	// Output:
	// ledger: Mon 16 Feb 09:00 to Wed 18 Feb 18:00, ben guided by ana
	// queue: Thu 19 Feb 09:00 to Fri 20 Feb 18:00, ben
	// load test: Mon 23 Feb 09:00 to Mon 23 Feb 18:00
	// violations: 0
}

func ExampleRelax() {
	p := checkout()
	c, err := schedule.Relax(context.Background(), p, schedule.Options{Seed: 1, Schedules: 100})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, k := range c.Constraints {
		fmt.Println("in conflict:", k.Kind)
	}
	for _, w := range c.Ways[:2] {
		fmt.Println("way out:", w.Changes[0], "→ done", day(w.Measures.Finish))
	}
	// Output:
	// in conflict: skill
	// in conflict: deadline
	// way out: one more person may share the task → done Fri 20 Feb 16:03
	// way out: one more person has the skill → done Thu 19 Feb 18:00
}

func ExampleExplain() {
	p := checkout()
	s, _ := schedule.Solve(context.Background(), p, schedule.Options{Seed: 1, Schedules: 400})
	e, err := schedule.Explain(context.Background(), p, s.Plan, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range e.Choices {
		fmt.Printf("%s: %s, %s\n", p.Tasks[c.Task].Key, p.People[c.Person].Key, c.Reason)
		for _, n := range c.Next {
			fmt.Printf("  %s instead: %d minutes later\n", p.People[n.Person].Key, n.Finish)
		}
	}
	fmt.Println("load test starts by", e.Starts[2].Cause, p.Tasks[e.Starts[2].Task].Key)
	// Output:
	// ledger: ben, soonest
	//   ana instead: 4320 minutes later
	// queue: ben, soonest
	//   ana instead: 4032 minutes later
	// load test starts by dependency queue
}

func ExampleFront() {
	p := checkout()
	points, err := schedule.Front(context.Background(), p, schedule.Options{Seed: 1, Schedules: 2000})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, point := range points {
		if len(point.Names) > 0 {
			fmt.Println(point.Names, point.Trade)
		}
	}
	// Output:
	// [soonest] as the soonest plan
	// [cheapest] 168 hours later, 63200 of money cheaper, 24 hours less practice, 1 skills more with one person only
	// [grows people] as the soonest plan
	// [safest] as the soonest plan
}

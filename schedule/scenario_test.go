package schedule

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

var update = flag.Bool("update", false, "write what the scenarios give as what they expect")

// TestScenarios runs the files in testdata/scenarios: records in a small text form,
// and the dates and people a leader would expect. testdata/scenarios/README.md has
// the form.
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/scenarios/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil || len(a.Files) != 2 {
				t.Fatalf("a scenario has the files records and expect: %v", err)
			}
			s := newScenario()
			for n, line := range strings.Split(string(a.Files[0].Data), "\n") {
				if err := s.record(line); err != nil {
					t.Fatalf("records, line %d: %v", n+1, err)
				}
			}
			got := s.answer(t)
			if *update {
				a.Files[1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := string(a.Files[1].Data); got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}

// scenario builds a problem from lines.
type scenario struct {
	p         *Problem
	pattern   calendar.Pattern
	skills    map[string]int
	people    map[string]int
	tasks     map[string]int
	gear      map[string]int
	schedules int64
}

func newScenario() *scenario {
	s := &scenario{p: &Problem{}, skills: map[string]int{}, people: map[string]int{}, tasks: map[string]int{}, gear: map[string]int{}, schedules: 2000}
	s.pattern = calendar.Pattern{Zone: time.UTC, Week: calendar.OfficeWeek(calendar.Hours{From: 540, To: 720}, calendar.Hours{From: 780, To: 1080})}
	return s
}

// from is the first day of every calendar.
var from = calendar.Date{Year: 2026, Month: time.February, Day: 2}

func (s *scenario) record(line string) error {
	f := strings.Fields(line)
	if len(f) == 0 || strings.HasPrefix(f[0], "#") {
		return nil
	}
	switch f[0] {
	case "zone":
		z, err := time.LoadLocation(f[1])
		s.pattern.Zone = z
		return err
	case "holiday":
		d, err := date(f[1])
		s.pattern.Holidays = append(s.pattern.Holidays, d)
		return err
	case "start":
		c, err := calendar.Build(s.pattern, from, 200)
		if err != nil {
			return err
		}
		s.p.Calendars = append(s.p.Calendars, c)
		s.p.Start, err = s.instant(f[1])
		return err
	case "price":
		hours, err := strconv.ParseInt(f[1], 10, 64)
		s.p.Rules.ChangePrice = hours * 60
		return err
	case "budget":
		money, err := strconv.ParseInt(f[1], 10, 64)
		s.p.Budget.Total = money
		return err
	case "person":
		return s.person(f[1], f[2:])
	case "equipment":
		return s.equipment(f[1], f[2:])
	case "task":
		return s.task(f[1], f[2:])
	case "milestone":
		return s.milestone(f[1], f[2:])
	case "now":
		return s.known(f[1], f[2])
	}
	return fmt.Errorf("%q is not known", f[0])
}

func date(text string) (calendar.Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	return calendar.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}, err
}

// instant reads 2026-02-16 or 2026-02-16T14:00 in the organisation's zone.
func (s *scenario) instant(text string) (model.Minute, error) {
	day, clock, _ := strings.Cut(text, "T")
	d, err := date(day)
	if err != nil {
		return 0, err
	}
	minute := 0
	if clock != "" {
		t, err := time.Parse("15:04", clock)
		if err != nil {
			return 0, err
		}
		minute = t.Hour()*60 + t.Minute()
	}
	return calendar.Instant(s.pattern.Zone, d, minute), nil
}

// length reads 3h, 2d (of eight hours), 30m.
func length(text string) (int64, error) {
	n, err := strconv.ParseInt(text[:len(text)-1], 10, 64)
	return n * map[byte]int64{'m': 1, 'h': 60, 'd': 480}[text[len(text)-1]], err
}

func (s *scenario) skill(name string) int {
	i, ok := s.skills[name]
	if !ok {
		i = len(s.p.Skills)
		s.skills[name] = i
		s.p.Skills = append(s.p.Skills, name)
	}
	return i
}

// needs reads go:3+ledger:2.
func (s *scenario) needs(text string) (out []model.Need, err error) {
	for _, part := range strings.Split(text, "+") {
		name, level, _ := strings.Cut(part, ":")
		l, err := strconv.ParseInt(level, 10, 8)
		if err != nil {
			return nil, err
		}
		out = append(out, model.Need{Skill: s.skill(name), Level: int8(l)})
	}
	return out, nil
}

func (s *scenario) person(key string, fields []string) error {
	who := model.Person{Key: key, Calendar: len(s.p.Calendars)}
	pat := s.pattern
	for _, field := range fields {
		name, v, _ := strings.Cut(field, "=")
		var err error
		switch name {
		case "skills", "grows":
			var needs []model.Need
			needs, err = s.needs(v)
			for _, n := range needs {
				if name == "grows" {
					who.Goals = append(who.Goals, model.Goal(n))
					continue
				}
				for len(who.Levels) <= n.Skill {
					who.Levels = append(who.Levels, -1)
				}
				who.Levels[n.Skill] = n.Level
			}
		case "hours":
			pat.PerWeek, err = strconv.Atoi(v)
			pat.PerWeek *= 60
		case "zone":
			pat.Zone, err = time.LoadLocation(v)
		case "duty":
			who.Duty, err = strconv.Atoi(strings.TrimSuffix(v, "%"))
			who.Duty *= 10
		case "rate":
			who.Rate, err = strconv.ParseInt(v, 10, 64)
		case "most":
			who.MaxTasks, err = strconv.Atoi(v)
		case "away":
			err = away(&pat, v)
		default:
			err = fmt.Errorf("%q is not known", name)
		}
		if err != nil {
			return err
		}
	}
	c, err := calendar.Build(pat, from, 200)
	s.p.Calendars = append(s.p.Calendars, c)
	s.people[key] = len(s.p.People)
	s.p.People = append(s.p.People, who)
	return err
}

// away reads 2026-03-02..2026-03-06 with an optional @50% of each day.
func away(pat *calendar.Pattern, text string) error {
	text, share, _ := strings.Cut(text, "@")
	a, b, _ := strings.Cut(text, "..")
	from, err := date(a)
	if err != nil {
		return err
	}
	to, err := date(b)
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(strings.TrimSuffix(share, "%"))
	pat.Absences = append(pat.Absences, calendar.Absence{From: from, To: to, Share: 10 * n})
	return nil
}

func (s *scenario) equipment(key string, fields []string) error {
	e := model.Equipment{Key: key, Capacity: 1, Calendar: model.None}
	for _, f := range fields {
		if f == "office-hours" {
			e.Calendar = 0
			continue
		}
		n, err := strconv.Atoi(f)
		if err != nil {
			return err
		}
		e.Capacity = n
	}
	s.gear[key] = len(s.p.Equipment)
	s.p.Equipment = append(s.p.Equipment, e)
	return nil
}

func (s *scenario) list(text string) (out []int, err error) {
	for _, key := range strings.Split(text, ",") {
		i, ok := s.people[key]
		if !ok {
			return nil, fmt.Errorf("person %q is not known", key)
		}
		out = append(out, i)
	}
	return out, nil
}

func (s *scenario) task(key string, fields []string) (err error) {
	t := model.Task{Key: key}
	seats := func(text string, set func(*model.Seat, string) error) error {
		for i, part := range strings.Split(text, "|") {
			if i == len(t.Seats) {
				t.Seats = append(t.Seats, model.Seat{})
			}
			if err := set(&t.Seats[i], part); err != nil {
				return err
			}
		}
		return nil
	}
	for _, field := range fields {
		name, v, _ := strings.Cut(field, "=")
		switch name {
		case "needs":
			err = seats(v, func(x *model.Seat, v string) (err error) { x.Needs, err = s.needs(v); return err })
		case "work":
			err = seats(v, func(x *model.Seat, v string) (err error) { x.Work, err = length(v); return err })
		case "people":
			err = seats(v, func(x *model.Seat, v string) error { _, err := fmt.Sscanf(v, "%d-%d", &x.Min, &x.Max); return err })
		case "who":
			err = seats(v, func(x *model.Seat, v string) (err error) { x.Pinned, err = s.list(v); return err })
		case "may":
			err = seats(v, func(x *model.Seat, v string) (err error) { x.Candidates, err = s.list(v); return err })
		case "lasts":
			t.Duration, err = length(v)
		case "together":
			t.Together = true
		case "split":
			t.Split = true
		case "mentored":
			t.Stretch = true
		case "uses":
			t.Uses = append(t.Uses, model.Usage{Equipment: s.gear[v], Units: 1})
		case "not-before":
			t.NotBefore, err = s.instant(v)
		case "by":
			t.Deadline, err = s.instant(v)
		case "weight":
			t.Weight, err = strconv.ParseInt(v, 10, 64)
		case "started":
			t.Progress.Started, err = s.instant(v)
		case "done":
			t.Progress.Done = true
			t.Progress.Finished, err = s.instant(v)
		case "left":
			var n int64
			n, err = length(v)
			t.Progress.Left = []int64{n}
		case "begun-by":
			var who []int
			who, err = s.list(v)
			t.Progress.By = [][]int{who}
		case "after":
			err = s.after(len(s.p.Tasks), v)
		default:
			err = fmt.Errorf("%q is not known", name)
		}
		if err != nil {
			return err
		}
	}
	s.tasks[key] = len(s.p.Tasks)
	s.p.Tasks = append(s.p.Tasks, t)
	return nil
}

var linkForm = regexp.MustCompile(`^([\w-]+?)(?::(FS|SS|FF|SF))?(?:([+-]\d+[mhd])(~)?)?$`)

// after reads a,b:SS+4h,c:FF+1d~ where ~ means elapsed time.
func (s *scenario) after(to int, text string) error {
	for _, part := range strings.Split(text, ",") {
		m := linkForm.FindStringSubmatch(part)
		if m == nil {
			return fmt.Errorf("%q is not a link", part)
		}
		d := model.Dependency{From: s.tasks[m[1]], To: to, Link: model.Link(max(0, slices.Index([]string{"FS", "SS", "FF", "SF"}, m[2]))), Elapsed: m[4] != ""}
		if _, ok := s.tasks[m[1]]; !ok {
			return fmt.Errorf("task %q is not known", m[1])
		}
		if m[3] != "" {
			n, err := length(m[3])
			if err != nil {
				return err
			}
			d.Lag = n
		}
		s.p.Deps = append(s.p.Deps, d)
	}
	return nil
}

func (s *scenario) milestone(key string, fields []string) error {
	m := model.Milestone{Key: key}
	for _, f := range fields {
		name, v, _ := strings.Cut(f, "=")
		var err error
		switch name {
		case "after":
			for _, t := range strings.Split(v, ",") {
				m.Tasks = append(m.Tasks, s.tasks[t])
			}
		case "by":
			m.Deadline, err = s.instant(v)
		case "weight":
			m.Weight, err = strconv.ParseInt(v, 10, 64)
		}
		if err != nil {
			return err
		}
	}
	s.p.Milestones = append(s.p.Milestones, m)
	return nil
}

// known says who has a task in the plan people know.
func (s *scenario) known(task, who string) error {
	if s.p.Current == nil {
		s.p.Current = &Plan{}
	}
	for len(s.p.Current.Placements) < len(s.p.Tasks) {
		s.p.Current.Placements = append(s.p.Current.Placements, model.Placement{Start: s.p.Start})
	}
	people, err := s.list(who)
	if err != nil {
		return err
	}
	pl := &s.p.Current.Placements[s.tasks[task]]
	for _, i := range people {
		pl.Work = append(pl.Work, model.Assignment{Person: i, Mentor: model.None, Start: s.p.Start, Finish: s.p.Start})
	}
	return nil
}

// answer solves and writes the plan as a leader would read it.
func (s *scenario) answer(t *testing.T) string {
	sol, err := Solve(context.Background(), s.p, Options{Seed: 1, Schedules: s.schedules, Workers: 1})
	if err != nil {
		return err.Error() + "\n"
	}
	if bad := Verify(s.p, sol.Plan); len(bad) > 0 {
		t.Errorf("%s: %s", bad[0].Rule, bad[0].Text)
	}
	var b strings.Builder
	at := func(m model.Minute) string {
		return time.Unix(int64(m)*60, 0).In(s.pattern.Zone).Format("Mon 2006-01-02 15:04")
	}
	for i, pl := range sol.Plan.Placements {
		fmt.Fprintf(&b, "%s: %s to %s", s.p.Tasks[i].Key, at(pl.Start), at(pl.Finish))
		for _, w := range pl.Work {
			fmt.Fprintf(&b, ", %s", s.p.People[w.Person].Key)
			if w.Mentor != model.None {
				fmt.Fprintf(&b, " with %s", s.p.People[w.Mentor].Key)
			}
			for k, seg := range w.Segments {
				if k > 0 {
					fmt.Fprintf(&b, ", again from %s", at(seg.From))
				}
			}
		}
		b.WriteString("\n")
	}
	if sol.Measures.Lateness > 0 {
		fmt.Fprintf(&b, "late by %d weighted minutes\n", sol.Measures.Lateness)
	}
	if sol.Measures.Over > 0 {
		fmt.Fprintf(&b, "%d over the budget\n", sol.Measures.Over)
	}
	return b.String()
}

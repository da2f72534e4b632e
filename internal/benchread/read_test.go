package benchread

import (
	"context"
	"os"
	"testing"

	"plumbline/internal/benchread/rawcheck"
	"plumbline/schedule"
)

func text(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func solve(t *testing.T, p *schedule.Problem, err error) (*schedule.Problem, *schedule.Solution) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	s, err := schedule.Solve(context.Background(), p, schedule.Options{Seed: 1, Schedules: 500})
	if err != nil {
		t.Fatal(err)
	}
	return p, s
}

func answer(p *schedule.Problem, plan *schedule.Plan) rawcheck.Answer {
	a := rawcheck.Answer{}
	for t, pl := range plan.Placements {
		a.Start = append(a.Start, int(pl.Start))
		var who, skills []int
		for _, w := range pl.Work {
			who = append(who, w.Person)
			skills = append(skills, p.Tasks[t].Seats[w.Seat].Needs[0].Skill)
		}
		a.People, a.Skills = append(a.People, who), append(a.Skills, skills)
	}
	return a
}

func TestPSPLIBIsReadSolvedAndCheckedAgainstTheRawFile(t *testing.T) {
	raw := text(t, "small.sm")
	p, err := PSPLIB(raw)
	p, s := solve(t, p, err)
	a := answer(p, s.Plan)
	if end, err := rawcheck.PSPLIB(raw, a); err != nil || end != 7 {
		t.Errorf("finish %d, want 7: %v", end, err)
	}
	a.Start[2] = a.Start[1] // both want the same two units
	if _, err := rawcheck.PSPLIB(raw, a); err == nil {
		t.Error("the raw check misses a resource used twice")
	}
}

func TestIMOPSEKeepsLevelZero(t *testing.T) {
	raw := text(t, "small.def")
	p, err := IMOPSE(raw)
	p, s := solve(t, p, err)
	a := answer(p, s.Plan)
	finish, cost, err := rawcheck.IMOPSE(raw, a)
	if err != nil || finish != 9 {
		t.Errorf("finish %d, want 9: %v", finish, err)
	}
	if int64(cost) != s.Measures.Cost {
		t.Errorf("cost %d, the engine says %d", cost, s.Measures.Cost)
	}
	a.People[2][0] = 1 // lacks the skill
	if _, _, err := rawcheck.IMOPSE(raw, a); err == nil {
		t.Error("the raw check misses a missing skill")
	}
}

func TestMSPSPSeatsEveryNeed(t *testing.T) {
	raw := text(t, "small.dzn")
	p, err := MSPSP(raw)
	p, s := solve(t, p, err)
	a := answer(p, s.Plan)
	if finish, err := rawcheck.MSPSP(raw, a); err != nil || finish != 5 {
		t.Errorf("finish %d, want 5: %v", finish, err)
	}
	a.People[1] = a.People[1][:1]
	if _, err := rawcheck.MSPSP(raw, a); err == nil {
		t.Error("the raw check misses an empty seat")
	}
}

// fuzz feeds broken files: they are refused or read, never a crash, and what is
// read is a sound problem or refused by Solve.
func fuzz(f *testing.F, name string, read func(string) (*schedule.Problem, error)) {
	f.Add(text(f, name))
	f.Fuzz(func(t *testing.T, in string) {
		p, err := read(in)
		if err != nil || len(p.Tasks) > 50 || len(p.People) > 50 {
			return
		}
		if s, err := schedule.Solve(context.Background(), p, schedule.Options{Seed: 1, Schedules: 4}); err == nil {
			if bad := schedule.Verify(p, s.Plan); len(bad) > 0 {
				t.Errorf("%s: %s", bad[0].Rule, bad[0].Text)
			}
		}
	})
}

func FuzzPSPLIB(f *testing.F) { fuzz(f, "small.sm", PSPLIB) }
func FuzzIMOPSE(f *testing.F) { fuzz(f, "small.def", IMOPSE) }
func FuzzMSPSP(f *testing.F)  { fuzz(f, "small.dzn", MSPSP) }

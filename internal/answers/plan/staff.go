package plan

import (
	"fmt"
	"slices"
	"strings"

	"plumbline/internal/answers/statement"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/schedule/model"
)

// staff makes a task's seats ones that the people here can fill, and says what it had
// to give up: a plan with a stated gap helps more than none.
func (b *builder) staff(t *snapshot.PlanningTask, out *model.Task) {
	b.pin(t, out)
	for i := range out.Seats {
		b.possible(t, &out.Seats[i])
	}
	b.atOnce(t, out)
}

// meets says that a person has all of a seat's needs.
func (b *builder) meets(person int, needs []model.Need) bool {
	levels := b.q.Problem.People[person].Levels
	return !slices.ContainsFunc(needs, func(n model.Need) bool { return levels[n.Skill] < n.Level })
}

// may lists who may take a seat by its needs, candidates and pins.
func (b *builder) may(s *model.Seat) []int {
	var out []int
	for i := range b.q.Problem.People {
		if (len(s.Candidates) == 0 || slices.Contains(s.Candidates, i)) && b.meets(i, s.Needs) {
			out = append(out, i)
		}
	}
	return out
}

func (b *builder) needsText(needs []model.Need) statement.Arg {
	var words []string
	for _, n := range needs {
		words = append(words, fmt.Sprintf("%s %d", b.q.Problem.Skills[n.Skill], n.Level))
	}
	return statement.Words("needs", strings.Join(words, " and "))
}

// possible lowers what nobody here meets: first the needs, then how many people.
func (b *builder) possible(t *snapshot.PlanningTask, s *model.Seat) {
	able := b.may(s)
	if len(able) == 0 && len(s.Needs) > 0 {
		b.gap(statement.New("plan.nobody", named(t), b.needsText(s.Needs)).At(statement.Warn))
		s.Needs = b.nearest(s)
		able = b.may(s)
	}
	if have := max(1, len(able)); s.Min > have {
		b.gap(statement.New("plan.few", named(t), statement.N("wants", s.Min), statement.N("have", have)).At(statement.Warn))
		s.Min, s.Max = have, max(have, len(s.Pinned))
	}
}

// nearest keeps the needs that the person who meets most of them meets, of those who
// may take the seat at all.
func (b *builder) nearest(s *model.Seat) []model.Need {
	var best []model.Need
	for i := range b.q.Problem.People {
		if len(s.Candidates) > 0 && !slices.Contains(s.Candidates, i) {
			continue
		}
		if met := b.lowered(i, s.Needs); len(met) > len(best) {
			best = met
		}
	}
	return best
}

// lowered gives needs as far as a person has them.
func (b *builder) lowered(person int, needs []model.Need) []model.Need {
	var met []model.Need
	for _, n := range needs {
		if l := b.q.Problem.People[person].Levels[n.Skill]; l > 0 {
			met = append(met, model.Need{Skill: n.Skill, Level: min(n.Level, l)})
		}
	}
	return met
}

// pin puts pinned people onto seats: as many as can be onto seats of their own whose
// needs they meet, the others beside somebody, or onto a free seat as they are.
func (b *builder) pin(t *snapshot.PlanningTask, out *model.Task) {
	people := b.indices(t.People)
	for _, r := range t.People {
		if _, here := b.person[string(r)]; !here {
			b.gap(statement.New("plan.pinned-gone", statement.Someone("person", string(r), "", "somebody"), named(t)).At(statement.Warn))
		}
	}
	at := match(len(people), len(out.Seats), func(p, s int) bool { return b.meets(people[p], out.Seats[s].Needs) })
	for k, i := range people {
		n := at[k]
		if n < 0 {
			n = b.beside(out.Seats, i, at)
		}
		s := &out.Seats[n]
		s.Pinned = append(s.Pinned, i)
		s.Max = max(s.Max, len(s.Pinned))
		if !b.meets(i, s.Needs) {
			b.gap(statement.New("plan.pinned-lacks", b.someone(i), named(t), b.needsText(s.Needs)).At(statement.Info))
			s.Needs = b.lowered(i, s.Needs)
		}
		if len(s.Candidates) > 0 && !slices.Contains(s.Candidates, i) {
			s.Candidates = append(s.Candidates, i)
		}
	}
}

func (b *builder) someone(i int) statement.Arg {
	return statement.Someone("person", b.q.People[i], b.q.Problem.People[i].Key, b.q.Problem.People[i].Key)
}

// beside chooses a seat for a pinned person who has none alone: one whose needs they
// meet, with room first; else one that no pin has taken; else the first.
func (b *builder) beside(seats []model.Seat, person int, taken []int) int {
	with := func(ok func(s int) bool) int {
		for s := range seats {
			if ok(s) {
				return s
			}
		}
		return -1
	}
	meets := func(s int) bool { return b.meets(person, seats[s].Needs) }
	for _, at := range []int{
		with(func(s int) bool { return meets(s) && seats[s].Max > len(seats[s].Pinned) && seats[s].Max > 1 }),
		with(meets),
		with(func(s int) bool { return len(seats[s].Pinned) == 0 && !slices.Contains(taken, s) }),
	} {
		if at >= 0 {
			return at
		}
	}
	return 0
}

// atOnce gives every seat a person of its own, as the engines want it. With too few,
// one person takes two seats, one after the other; a fixed duration is held by those
// there are.
func (b *builder) atOnce(t *snapshot.PlanningTask, out *model.Task) {
	if len(out.Seats) < 2 {
		return
	}
	able := b.able(out)
	at := match(len(out.Seats), len(b.q.People), func(s, p int) bool { return slices.Contains(able[s], p) })
	var kept []model.Seat
	for s, p := range at {
		if p >= 0 {
			kept = append(kept, out.Seats[s])
		}
	}
	if len(kept) == 0 || len(kept) == len(at) {
		return
	}
	if out.Together || out.Duration > 0 {
		b.gap(statement.New("plan.together", named(t), statement.N("seats", len(at)), statement.N("have", len(kept))).At(statement.Warn))
	}
	for s, p := range at {
		if p < 0 && out.Duration == 0 {
			b.join(kept, &out.Seats[s])
		}
	}
	out.Seats, out.Together = kept, out.Together && len(kept) > 1
}

// able lists for each seat who may take it; pinned people alone where there are any.
func (b *builder) able(out *model.Task) [][]int {
	able := make([][]int, len(out.Seats))
	for s := range out.Seats {
		if able[s] = out.Seats[s].Pinned; len(able[s]) == 0 {
			able[s] = b.may(&out.Seats[s])
		}
	}
	return able
}

// join puts a seat's work and needs into one that somebody could take with both.
func (b *builder) join(kept []model.Seat, s *model.Seat) {
	for i := range kept {
		both := kept[i]
		both.Needs = slices.Concat(both.Needs, s.Needs)
		if both.Work += s.Work; len(b.may(&both)) > 0 {
			kept[i] = both
			return
		}
	}
	kept[0].Work += s.Work
}

// match pairs as many of n with one of m each as can be (augmenting paths); -1 for
// who stays alone.
func match(n, m int, ok func(i, j int) bool) []int {
	owner, out := make([]int, m), make([]int, n)
	for j := range owner {
		owner[j] = -1
	}
	var try func(i int, seen []bool) bool
	try = func(i int, seen []bool) bool {
		for j := range m {
			if seen[j] || !ok(i, j) {
				continue
			}
			seen[j] = true
			if owner[j] < 0 || try(owner[j], seen) {
				owner[j] = i
				return true
			}
		}
		return false
	}
	for i := range n {
		out[i] = -1
		try(i, make([]bool, m))
	}
	for j, i := range owner {
		if i >= 0 {
			out[i] = j
		}
	}
	return out
}

// retitle gives the records and people that kept statements name the titles a viewer
// sees, and leaves out statements about what the viewer may not see.
func retitle(list []statement.Statement, v *snapshot.View) []statement.Statement {
	out := []statement.Statement{}
	for _, s := range list {
		args, seen := make([]statement.Arg, len(s.Args)), true
		for i, a := range s.Args {
			if a.ID != "" && a.Kind != "" {
				seen = seen && (a.Kind != "task" || v.Get(a.Kind, a.ID) != nil)
				a.Text = v.Name(a.Kind, record.ID(a.ID))
			}
			args[i] = a
		}
		if seen {
			s.Args = args
			out = append(out, s)
		}
	}
	return out
}

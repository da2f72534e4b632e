package health

import (
	"math"
	"slices"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// single finds the open tasks of which one seat fits one person here alone.
func (q *scene) single() {
	levels := snapshot.Levels(q.view)
	for _, t := range q.tasks {
		if t.Body.Done() {
			continue
		}
		for i := range t.Body.Seats {
			if able := q.able(&t.Body.Seats[i], levels); len(able) == 1 {
				q.only[t.ID] = able[0]
				break
			}
		}
	}
}

// able lists who has all that a seat needs; of a seat that needs nothing, nobody.
func (q *scene) able(s *deliver.Seat, levels map[record.ID]map[record.ID]int) []record.ID {
	var out []record.ID
	if len(s.Needs) == 0 {
		return nil
	}
	for id := range q.here {
		if len(s.Candidates) > 0 && !slices.Contains(s.Candidates, record.Ref(id)) {
			continue
		}
		if !slices.ContainsFunc(s.Needs, func(n deliver.Need) bool {
			have := levels[id][string(n.Skill)]
			return have == 0 || have < n.Level
		}) {
			out = append(out, id)
		}
	}
	return out
}

// code finds the areas that one person knows.
func (q *scene) code() {
	names := world.NamesFor(q.view)
	for _, r := range q.World.Repos {
		for i := range r.Areas {
			if k := r.Know.Knowers(i); len(k) == 1 && r.Areas[i].Lines > 0 {
				facts := r.Hashes(k[0].Samples)
				q.areas = append(q.areas, held{r.Areas[i].Name, names.Person(r, k[0].Person).ID, facts[:min(1, len(facts))]})
			}
		}
	}
}

// gave says that a promise was given by the group: by its team, or, of everybody, by a
// team that somebody here is in, or for a milestone.
func (q *scene) gave(g *Group, from *answer.Rec) bool {
	if g.Team != nil {
		return from != nil && from.ID == g.Team.ID
	}
	if from == nil || from.ID == "" {
		return true
	}
	for id := range g.who {
		if p := snapshot.Body[people.Person](q.view, "person", id); slices.Contains(p.Teams, record.Ref(from.ID)) {
			return true
		}
	}
	return false
}

func (q *scene) fact(r *record.Record) statement.Fact {
	return statement.Fact{Address: "rec:" + string(r.Kind) + "/" + r.ID, Label: q.view.Title(r), When: r.Updated.At}
}

func tenths(x float64) float64 { return math.Round(10*x) / 10 }

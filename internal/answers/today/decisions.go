package today

import (
	"plumbline/internal/answers/decided"
	"plumbline/internal/answers/statement"
)

// contradicted finds accepted decisions whose confirmation rule a repository breaks,
// and decisions whose file says something else.
func (s *scene) contradicted() []Item {
	var out []Item
	for _, d := range decided.Ask(s.world, s.view, s.today, nil).Items {
		r := s.view.Get("decision", d.ID)
		item := Item{Rule: "contradicted", Since: d.Date, Tags: []string{"decision", d.Key}, Evidence: []statement.Fact{recordFact(s.view, r)},
			Action: open("See what was decided", "d", "/decide/decisions/"+d.Key)}
		switch {
		case d.State == "contradicted":
			item.ID, item.Level, item.Cost = "contradicted/"+d.ID, statement.Warn, little(2*askHours)
			item.Statement, item.Reason = statement.New("today.contradicted", d.Arg("decision")), d.Statement
			item.Evidence = append(item.Evidence, d.Statement.Evidence...)
		case d.File != nil:
			item.ID, item.Level, item.Cost = "contested/"+d.ID, statement.Info, little(lookHours)
			item.Statement, item.Reason = statement.New("today.contested", d.Arg("decision")), d.File.Statement
			item.Evidence = append(item.Evidence, d.File.Evidence...)
		default:
			continue
		}
		out = append(out, item)
	}
	return out
}

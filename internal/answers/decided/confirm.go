package decided

import (
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/found"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/kinds/decide"
	"plumbline/internal/rule"
)

// Check is what a decision's confirmation rule found in one repository.
type Check struct {
	Repository answer.Rec          `json:"repository"`
	State      string              `json:"state"` // holds, broken, unasked, undecided
	Statement  statement.Statement `json:"statement"`
	Evidence   []statement.Fact    `json:"evidence"`
}

// checks lists what came of a decision's rule, a repository each.
func (q *asking) checks(d *decide.Decision) []Check {
	out := []Check{}
	if d.Rule == "" {
		return out
	}
	for _, r := range q.world.Repos {
		if d.Concerns(r.Record) {
			out = append(out, q.check(d, r))
		}
	}
	return out
}

func (q *asking) check(d *decide.Decision, r *world.Repo) Check {
	c := Check{Repository: answer.RecOf(q.view, "repository", r.Record), Evidence: []statement.Fact{}}
	outcome, asked := r.Checks[d.Rule]
	c.State = stateOfCheck(outcome, asked)
	where := c.Repository.Arg("repository")
	for _, p := range outcome.Paths {
		c.Evidence = append(c.Evidence, r.Path(p))
	}
	switch c.State {
	case "unasked":
		c.Statement = statement.New("decided.check.unasked", where)
	case "undecided":
		c.Statement = statement.New("decided.check.undecided", where, statement.Words("fault", outcome.Fault)).At(statement.Warn)
	case "broken":
		c.Statement = statement.New("decided.check.broken", where).At(statement.Bad).On(c.Evidence...)
	default:
		c.Statement = statement.New("decided.check.holds", where).On(c.Evidence...)
	}
	return c
}

func stateOfCheck(o rule.Outcome, asked bool) string {
	switch {
	case !asked:
		return "unasked"
	case o.Fault != "":
		return "undecided"
	case !o.Holds:
		return "broken"
	}
	return "holds"
}

// broken says that the rule fails somewhere.
func broken(checks []Check) *Check {
	for i := range checks {
		if checks[i].State == "broken" {
			return &checks[i]
		}
	}
	return nil
}

// contested compares a decision with the file it was read from, as it stands at the
// head: they can say different things since either may be changed alone.
func (q *asking) contested(d *decide.Decision) *Found {
	if d.Source == "" {
		return nil
	}
	for _, r := range q.world.Repos {
		path, ok := PathIn(d.Source, r, q.view)
		for i := range r.Decisions {
			doc := &r.Decisions[i]
			if !ok || doc.Path != path || !differs(d, doc) {
				continue
			}
			f := foundOf(r, doc)
			f.Statement = statement.New("decided.contested", statement.AtPath("path", doc.Path), statement.Words("file", doc.Status), statement.Words("here", d.Status)).
				At(statement.Warn).On(f.Evidence...)
			return &f
		}
	}
	return nil
}

func differs(d *decide.Decision, doc *found.Document) bool {
	return doc.Status != d.Status || doc.Outcome != "" && d.Outcome != "" && doc.Outcome != d.Outcome
}

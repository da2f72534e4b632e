package plan_test

import (
	"strings"
	"testing"
	"time"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/plan"
)

// two is a plan of two projects, as a viewer sees it.
func two() *plan.Answer {
	person := func(key string) []answer.Person {
		return []answer.Person{{ID: "id-" + key, Key: key, Title: strings.ToUpper(key)}}
	}
	task := func(key, title, project, who string) plan.TaskRow {
		at := time.Date(2026, 2, 18, 9, 0, 0, 0, time.UTC)
		return plan.TaskRow{Rec: answer.Rec{Kind: "task", ID: key, Key: key, Title: title}, Project: project, People: person(who), Start: at, Finish: at.Add(8 * time.Hour)}
	}
	return &plan.Answer{
		Projects:   []answer.Rec{{Kind: "project", ID: "p1", Key: "PAY", Title: "Checkout"}, {Kind: "project", ID: "p2", Key: "REP", Title: "Reporting"}},
		Tasks:      []plan.TaskRow{task("PAY-1", "Ledger", "p1", "ana"), task("PAY-2", "Refunds", "p1", "ben"), task("REP-1", "Ledger export", "p2", "ana")},
		Milestones: []plan.MilestoneRow{{Rec: answer.Rec{Kind: "milestone", ID: "m1", Key: "M-1", Title: "Launch"}, Project: "p1"}},
	}
}

func TestOnlyKeepsWhatTheFilterNames(t *testing.T) {
	for name, c := range map[string]struct {
		filter plan.Filter
		want   string
	}{
		"everything":         {plan.Filter{}, "PAY REP | PAY-1 PAY-2 REP-1 | M-1"},
		"a project by key":   {plan.Filter{Project: "pay"}, "PAY | PAY-1 PAY-2 | M-1"},
		"a project by id":    {plan.Filter{Project: "p2"}, "REP | REP-1 | "},
		"a person by key":    {plan.Filter{Person: "ana"}, "PAY REP | PAY-1 REP-1 | "},
		"a person by id":     {plan.Filter{Person: "id-ben"}, "PAY | PAY-2 | "},
		"a text":             {plan.Filter{Text: " ledger "}, "PAY REP | PAY-1 REP-1 | "},
		"a key":              {plan.Filter{Text: "pay-"}, "PAY | PAY-1 PAY-2 | "},
		"all three":          {plan.Filter{Project: "REP", Person: "ana", Text: "export"}, "REP | REP-1 | "},
		"nothing":            {plan.Filter{Project: "NO"}, " |  | "},
		"a milestone's name": {plan.Filter{Text: "launch"}, "PAY |  | M-1"},
	} {
		t.Run(name, func(t *testing.T) {
			whole := two()
			a := whole.Only(c.filter)
			var projects, tasks, marks []string
			for _, p := range a.Projects {
				projects = append(projects, p.Key)
			}
			for _, r := range a.Tasks {
				tasks = append(tasks, r.Key)
			}
			for _, m := range a.Milestones {
				marks = append(marks, m.Key)
			}
			if got := strings.Join(projects, " ") + " | " + strings.Join(tasks, " ") + " | " + strings.Join(marks, " "); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if len(whole.Tasks) != 3 || len(whole.Milestones) != 1 || len(whole.Projects) != 2 {
				t.Error("the whole plan was changed")
			}
		})
	}
}

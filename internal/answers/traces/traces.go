// Package traces answers what in the repositories speaks for a task: commits and
// branches that name its key. What a person typed is a claim; its state is derived
// from these traces and never stored.
package traces

import (
	"strings"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/fault"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// The states of a claim.
const (
	Asserted  = "asserted"  // said, and nothing speaks for it
	Evidenced = "evidenced" // commits name it
	Contested = "contested" // said to be done, while its work lies on a branch that is not merged
)

// Answer is what speaks for one task.
type Answer struct {
	answer.Head
	Task    answer.Rec       `json:"task"`
	State   string           `json:"state"`
	Commits []statement.Fact `json:"commits"` // newest first, at most Most
	Count   int              `json:"count"`   // of all commits that name it
	Waiting []statement.Fact `json:"waiting"` // unmerged branches that name it
	Maybe   []Maybe          `json:"maybe"`   // commits that may belong to it and do not say so
}

// Most is how many commits are listed.
const Most = 20

// Ask answers for a task by key or id.
func Ask(w *world.World, v *snapshot.View, task string) (*Answer, error) {
	r, err := v.Find("task", task)
	if err != nil {
		return nil, err
	}
	b, ok := r.Body.(*deliver.Task)
	if !ok {
		return nil, fault.New(fault.NotFound, "There is no task %q.", task)
	}
	a := Of(w, r.Key)
	a.Task = answer.RecOf(v, "task", r.ID)
	said := linked(v, r)
	more := confirmed(w, said)
	a.Count += len(more)
	a.Commits = append(more, a.Commits...)
	a.Commits = a.Commits[:min(Most, len(a.Commits))]
	a.Maybe = guessOf(w, v, r, b, said).find(w, world.NamesFor(v))
	a.State = StateOf(a, b.Status)
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "traces", record.DateOf(w.Now), w.Now, w.Facts()
	a.Headline = a.say(b.Status)
	return a, nil
}

// Of collects the traces of a key.
func Of(w *world.World, key string) *Answer {
	a := &Answer{Commits: []statement.Fact{}, Waiting: []statement.Fact{}, Maybe: []Maybe{}}
	for _, r := range w.Repos {
		for i := len(r.Commits) - 1; i >= 0; i-- {
			if !names(r.Commits[i].Keys, key) {
				continue
			}
			if a.Count++; len(a.Commits) < Most {
				a.Commits = append(a.Commits, r.Commit(i))
			}
		}
		for _, b := range r.Branches {
			if b.Ahead > 0 && inName(b.Name, key) {
				a.Waiting = append(a.Waiting, statement.Fact{Address: r.Address(b.Tip, ""), Label: "branch " + b.Name, When: b.When})
			}
		}
	}
	return a
}

func names(keys []string, key string) bool {
	for _, k := range keys {
		if strings.EqualFold(k, key) {
			return true
		}
	}
	return false
}

// inName says that a branch's name holds the key as a word of its own.
func inName(name, key string) bool {
	name, key = strings.ToLower(name), strings.ToLower(key)
	for at := strings.Index(name, key); at >= 0; {
		end := at + len(key)
		if (at == 0 || !alnum(name[at-1])) && (end == len(name) || !alnum(name[end])) {
			return true
		}
		next := strings.Index(name[end:], key)
		if next < 0 {
			break
		}
		at = end + next
	}
	return false
}

func alnum(c byte) bool { return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' }

// StateOf derives what a task's status is worth.
func StateOf(a *Answer, status string) string {
	switch {
	case status == "done" && len(a.Waiting) > 0:
		return Contested
	case a.Count > 0:
		return Evidenced
	}
	return Asserted
}

func (a *Answer) say(status string) statement.Statement {
	task := a.Task.Arg("task")
	switch {
	case a.State == Contested:
		return statement.New("traces.contested", task, statement.Words("branch", strings.TrimPrefix(a.Waiting[0].Label, "branch "))).At(statement.Warn).On(a.Waiting...)
	case a.Count > 0:
		return statement.New("traces.some", task, statement.N("n", a.Count), statement.On("last", record.DateOf(a.Commits[0].When))).On(a.Commits...)
	case len(a.Maybe) > 0:
		return statement.New("traces.maybe", task, statement.N("n", len(a.Maybe))).On(a.Maybe[0].Fact)
	case status == "done":
		return statement.New("traces.unseen", task).At(statement.Info)
	}
	return statement.New("traces.none", task)
}

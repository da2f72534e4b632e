// Package promises answers which promises will be kept: those of milestones and those
// between teams, each with its odds now against the odds that were agreed, what moved
// them, what to do about those that fell under, and how many were kept so far.
package promises

import (
	"cmp"
	"slices"
	"time"

	"plumbline/internal/answers/align"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/calibration"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// HeardDays is how long the word of another team counts, and NearDays how near a day is
// for a promise to be asked about.
const (
	HeardDays = 14
	NearDays  = 45
)

// Answer is every promise, the record of those that ended, and what teams offer.
type Answer struct {
	answer.Head
	Promises []Promise `json:"promises"` // open ones by their day, then the ended ones, newest first
	Record   Record    `json:"record"`
	Pairs    []Pair    `json:"pairs"` // by the names of the two teams
	Teams    []Team    `json:"teams"` // what each offers and how to ask
}

// Promise is one promise with where it stands.
type Promise struct {
	answer.Rec                       // the promise, or the milestone it was given for
	At         string                `json:"at"`      // kind/id, and for a milestone /place in its list
	Version    int                   `json:"version"` // of the record
	From       *answer.Rec           `json:"from,omitempty"`
	To         answer.Rec            `json:"to"` // a team, or a name
	Interface  string                `json:"interface,omitempty"`
	Date       record.Date           `json:"date"`
	Agreed     float64               `json:"agreed"`         // odds, 0–1
	Then       float64               `json:"then,omitempty"` // odds when it was given; 0 = not said
	Odds       *float64              `json:"odds,omitempty"` // now
	Source     string                `json:"source"`         // of the odds: plan, word or none
	P10        record.Date           `json:"p10,omitempty"`
	P90        record.Date           `json:"p90,omitempty"`
	Safe       record.Date           `json:"safe,omitempty"` // the first day with the odds agreed
	State      string                `json:"state"`          // short, overdue, unheard, open (no odds known), safe, kept, broken, withdrawn
	Said       *Said                 `json:"said,omitempty"`
	Ended      record.Date           `json:"ended,omitempty"`
	Rests      []answer.Rec          `json:"rests"` // what in the plan gives its odds
	Waits      []answer.Rec          `json:"waits"` // open tasks that wait for it
	Statement  statement.Statement   `json:"statement"`
	Moved      []statement.Statement `json:"moved"`
	Steps      []Step                `json:"steps"` // what to do where it is short, overdue or unheard
}

// Said is the newest confirmation.
type Said struct {
	On   record.Date    `json:"on"`
	By   *answer.Person `json:"by,omitempty"`
	Odds *float64       `json:"odds,omitempty"`
	Note string         `json:"note,omitempty"`
}

// Step is one thing to do, and where.
type Step struct {
	Statement statement.Statement `json:"statement"`
	Href      string              `json:"href,omitempty"`
}

// Source is what an answer is made from beside the records.
type Source struct {
	Today record.Date
	Zone  *time.Location
	Marks map[record.ID]align.Mark               // milestones and promises by id, from the newest plan
	Plan  statement.Fact                         // where their odds come from
	Moved func(answer.Rec) []statement.Statement // what moved one since a week ago; nil = unknown
	Ways  map[record.ID][]statement.Statement    // ways out for milestones that are missed
}

// asking is one answer in the making.
type asking struct {
	Source
	view  *snapshot.View
	judge *calibration.Judge
	out   *Answer
	score scores
}

// Ask answers from everything the viewer may see.
func Ask(w *world.World, v *snapshot.View, s Source) *Answer {
	a := &Answer{Promises: []Promise{}, Pairs: []Pair{}, Teams: []Team{}}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "promises", s.Today, w.Now, w.Facts()
	q := &asking{Source: s, view: v, judge: calibration.NewJudge(v, s.Today), out: a, score: scores{}}
	q.between()
	q.ofMilestones()
	q.score.sum(a)
	q.teams()
	slices.SortStableFunc(a.Promises, order)
	a.Headline = a.headline()
	if len(a.Promises) == 0 {
		a.Missing = append(a.Missing, a.Headline)
	}
	return a
}

// order puts open promises first, the nearest day first, then ended ones, the newest
// first.
func order(x, y Promise) int {
	if x.Open() != y.Open() {
		if x.Open() {
			return -1
		}
		return 1
	}
	byDay := cmp.Compare(x.Date, y.Date)
	if !x.Open() {
		byDay = -byDay
	}
	return cmp.Or(byDay, cmp.Compare(x.At, y.At))
}

// Open says that the promise has not ended.
func (p *Promise) Open() bool {
	return p.State != "kept" && p.State != "broken" && p.State != "withdrawn"
}

// In lists the promises in a state, in their order.
func (a *Answer) In(state string) []*Promise {
	var out []*Promise
	for i := range a.Promises {
		if a.Promises[i].State == state {
			out = append(out, &a.Promises[i])
		}
	}
	return out
}

// Sound says that no open promise is under the odds agreed or past its day.
func (a *Answer) Sound() bool { return len(a.In("short")) == 0 && len(a.In("overdue")) == 0 }

func (a *Answer) headline() statement.Statement {
	short, over, unheard := len(a.In("short")), len(a.In("overdue")), len(a.In("unheard"))
	n, past := statement.N("n", short), statement.N("over", over)
	switch {
	case len(a.Promises) == 0:
		return statement.New("promises.none")
	case short > 0 && over > 0:
		return statement.New("promises.both", n, past).At(statement.Bad)
	case short > 0:
		return statement.New("promises.under", n).At(statement.Bad)
	case over > 0:
		return statement.New("promises.over", past).At(statement.Warn)
	case unheard > 0:
		return statement.New("promises.quiet", statement.N("n", unheard)).At(statement.Warn)
	case !a.Promises[0].Open():
		return statement.New("promises.ended")
	}
	return statement.New("promises.fine").At(statement.Good)
}

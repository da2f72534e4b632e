package sim

import (
	"fmt"
	"math"
	"time"
)

// Purpose is what the work of an organisation is for, and whom it is told to. Records
// name each other by their keys.
type Purpose struct {
	Strategies   []Strategy
	Bets         []Bet
	Objectives   []Objective
	Requirements []Requirement
	Stakeholders []Stakeholder
	Audiences    []Audience
	Terms        []Term
	Reports      []Report
	Offers       []Offer // of the organisation's own team
	Teams        []Team  // it works with
	Pledges      []Pledge
	Serves       map[string][]string // objectives by the key of a project or task
	Meets        map[string][]string // requirements by the key of a task
	Decided      map[string][]string // bets by the key of a decision
}

// Strategy is where to, what is hard, and who has read it.
type Strategy struct {
	Key, Title, Status string
	Owner              int
	Vision, Direction  string
	Findings           []Finding
	Without            []string
	From, Review       time.Time
	Readers            []int
	Questions          []Question
}

// Finding is something that is hard and what shows it: addresses of records.
type Finding struct {
	Text     string
	Evidence []string
}

// Question is what somebody asked about a strategy, and what was answered, if anything.
type Question struct {
	By, AnsweredBy int
	Text, Answer   string
}

// Bet is what a strategy puts work on. Share is in percent, 0 = nothing was said.
type Bet struct {
	Key, Title, Strategy, Horizon string
	Because, WrongIf              string
	Share                         int
	Look                          time.Time
	Owner                         int
}

// Objective is what should be different by the end of its period.
type Objective struct {
	Key, Title, Why, Status, Parent string
	Owner                           int
	From, To                        time.Time
	Bets                            []string
	Results                         []KeyResult
}

// KeyResult is a figure that shows it. Confidence is in percent.
type KeyResult struct {
	Name, Unit       string
	Baseline, Target float64
	Confidence       int
	By               time.Time // zero = the end of the period
	Milestones       []string
	Series           []Reading
}

// Reading is a key result as measured on a day.
type Reading struct {
	On    time.Time
	Value float64
}

// Requirement is what somebody needs.
type Requirement struct {
	Key, Title, Statement  string
	Project                int
	Parent, Milestone      string
	Type, Priority, Status string
	Owner                  int
	By                     []string // stakeholders
	Why, Value             string
	Evidence               []string
	Acceptance             []Acceptance
	Low, Likely, High      int64 // minutes of effort, 0 = not judged
	Recommendation         string
}

// Acceptance is one criterion and what came of it.
type Acceptance struct {
	Text, How, Result string
	On                time.Time
}

// Stakeholder is somebody the work matters to.
type Stakeholder struct {
	Key, Title, Type, Audience, Cadence string
	Interest, Influence, Concerns       string
	Contact                             int
	Projects                            []int
}

// Audience is who is told something, and how.
type Audience struct {
	Key, Title, Vocabulary, Depth, Wants, Cadence, Channel string
	Hides                                                  []string
}

// Report is what an audience was told and somebody approved.
type Report struct {
	Key, Title, For string
	From, To        time.Time
	By              int
	Lines           []Line
	Words           []Term // those the report explains: Title and Plain alone count
}

// Line is one sentence of a report. About names the record it is about by kind and key,
// and with # one of its key results; After stands before it in the subject. Facts are
// records likewise, and "result:plan"; without any the sentence is said by a person.
type Line struct {
	Part, After, About, Text string
	Facts                    []string
	Odds                     float64   // 0 = none
	Date, Sure               time.Time // the promised day, and the one that is 80 % likely; zero = none
}

// Term is a word of the trade in plain words.
type Term struct {
	Key, Title, Plain, Meaning, Instead string
	Forms                               []string
	Technical                           bool
}

// Team is a team the organisation works with.
type Team struct {
	Key, Title, Purpose string
	Offers              []Offer
}

// Offer is something a team offers, and how to ask for it.
type Offer struct{ What, Ask string }

// Pledge is a promise between teams, by their keys; "" is the organisation's own. Odds
// are in percent.
type Pledge struct {
	Key, Title, From, To, What, Interface, Milestone, Status, Replaces string
	Date, Ended                                                        time.Time
	Odds                                                               int
	Tasks, Waits                                                       []string
	Said                                                               []Word
}

// Word is what was said of a promise on a day. By is a person, -1 somebody else.
type Word struct {
	On   time.Time
	By   int
	Odds int
	Note string
}

// purpose draws objectives, bets and requirements for an organisation of any size: one
// objective for about eight people, every fifth of them without work, every tenth task
// without a project that serves one.
func (o *Organisation) purpose() {
	r := Rand(o.Options.Seed, "purpose")
	n := max(3, o.Options.People/8)
	p := &o.Purpose
	p.Serves, p.Meets = map[string][]string{}, map[string][]string{}
	p.Strategies = []Strategy{{Key: "course", Title: "The course", Status: "current", Owner: 0, Vision: "Fewer parts, each known by several people.", From: o.Today.AddDate(0, -3, 0), Review: o.Today.AddDate(0, 3, 0)}}
	for i := range max(3, n/4) {
		p.Bets = append(p.Bets, Bet{Key: fmt.Sprintf("B-%d", i+1), Title: fmt.Sprintf("Bet %d", i+1), Strategy: "course", Horizon: []string{"now", "next", "later"}[min(2, i*3/max(3, n/4))],
			WrongIf: "Nothing has changed by the day we look again.", Share: 10 + r.IntN(20), Look: o.Today.AddDate(0, 2, 0), Owner: r.IntN(o.Active)})
	}
	for i := range n {
		p.Objectives = append(p.Objectives, o.objective(i, r.NormFloat64, r.IntN))
	}
	for i := range o.Tasks {
		if k := r.IntN(10); k > 0 {
			p.Serves[o.Tasks[i].Key] = []string{p.Objectives[(5*(r.IntN(n)/5)+r.IntN(4))%n].Key}
		}
		if r.IntN(6) == 0 {
			p.Requirements = append(p.Requirements, o.required(i, r.IntN))
			p.Meets[o.Tasks[i].Key] = []string{p.Requirements[len(p.Requirements)-1].Key}
		}
	}
	o.pledges()
}

// pledges draws the teams next door, and a promise for about forty tasks: half of them
// rest on a task that is open, the others have ended.
func (o *Organisation) pledges() {
	r, p := Rand(o.Options.Seed, "pledges"), &o.Purpose
	n := max(2, o.Options.People/25)
	for i := range n {
		p.Teams = append(p.Teams, Team{Key: fmt.Sprintf("team-%d", i+1), Title: fmt.Sprintf("Team %d", i+1), Offers: []Offer{{What: "What it builds", Ask: "Two weeks ahead"}}})
	}
	for i := 0; i < len(o.Tasks); i += 20 {
		t := &o.Tasks[i]
		one := Pledge{Key: fmt.Sprintf("V-%d", len(p.Pledges)+1), Title: "Promised: " + t.Title, To: p.Teams[r.IntN(n)].Key, Date: o.Today.AddDate(0, 0, 5+r.IntN(120)), Odds: 80, Tasks: []string{t.Key}, Status: "open"}
		if t.Status == "done" {
			one.Date = t.Ended.AddDate(0, 0, r.IntN(20)-4)
			one.Ended, one.Status = t.Ended, "kept"
			if one.Date.Before(t.Ended) {
				one.Status = "broken"
			}
		}
		p.Pledges = append(p.Pledges, one)
	}
}

func (o *Organisation) objective(i int, normal func() float64, intn func(int) int) Objective {
	out := Objective{Key: fmt.Sprintf("O-%d", i+1), Title: fmt.Sprintf("Objective %d", i+1), Status: "active", Owner: intn(o.Active), From: o.Today.AddDate(0, -3, 0), To: o.Today.AddDate(0, 3, 0),
		Bets: []string{o.Purpose.Bets[i%len(o.Purpose.Bets)].Key}}
	if i > 0 && i%3 == 0 {
		out.Parent = o.Purpose.Objectives[intn(i)].Key
	}
	for k := range 2 {
		kr := KeyResult{Name: fmt.Sprintf("Figure %d", k+1), Unit: "%", Baseline: 40, Target: 80, Confidence: 60}
		at := 40.0
		for w := 12; w > 0; w-- {
			at += 1 + 2*normal()
			kr.Series = append(kr.Series, Reading{o.Today.AddDate(0, 0, -7*w), math.Round(at*10) / 10})
		}
		out.Results = append(out.Results, kr)
	}
	return out
}

func (o *Organisation) required(task int, intn func(int) int) Requirement {
	t := &o.Tasks[task]
	out := Requirement{Key: fmt.Sprintf("Q-%d", len(o.Purpose.Requirements)+1), Title: "Needed: " + t.Title, Project: t.Project, Type: "functional", Priority: []string{"must", "should", "could"}[intn(3)], Status: "accepted", Owner: intn(o.Active),
		Why: t.Brief.Why, Acceptance: []Acceptance{{Text: "It works as said.", How: "test"}}}
	if t.Status == "done" && intn(3) > 0 {
		out.Acceptance[0].Result, out.Acceptance[0].On = "passed", t.Ended
	}
	return out
}

package tradeoffs

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/fault"
	"plumbline/internal/kinds/decide"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/kinds/frame"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
)

// Choice is what somebody says when choosing a plan.
type Choice struct {
	Result string // of the answer that was looked at
	Plan   string // id of the plan
	Title  string // of the decision; "" = a usual one
	Why    string
	Review record.Date // "" = the usual day
	// Matters names criteria (their words) that weigh three times as much as the others.
	Matters []string
	Keep    bool // keep it as a scenario and change nothing else
}

// MaxWhy bounds the words of a reason, in bytes.
const MaxWhy = 16 << 10

// ChangeSet is the change set that takes a plan: the people and windows of every task
// that differ, and a decision with the other plans as options, the figures as evidence
// and a day to look again; or, where it is only kept, a scenario of those changes.
func ChangeSet(r *Result, c Choice, v *snapshot.View, today record.Date) (team.ChangeSet, error) {
	none := team.ChangeSet{}
	if r == nil || r.ID != c.Result {
		return none, fault.New(fault.Conflict, "These plans have been looked for again since.").WithHint("Look at the new ones, then choose.")
	}
	i := slices.IndexFunc(r.Points, func(p Point) bool { return p.ID == c.Plan })
	if i < 0 {
		return none, fault.New(fault.NotFound, "There is no plan %q among these.", c.Plan).WithHint("Ask for the trade-offs again.")
	}
	if len(c.Why) > MaxWhy {
		return none, fault.New(fault.TooLarge, "The reason is longer than %d KiB.", MaxWhy>>10).WithHint("Say it in fewer words.")
	}
	s, chosen := newShower(r, v), &plan.Result{Now: r.Now, Tasks: r.Points[i].Tasks}
	if c.Keep {
		return s.scenario(i, plan.Accept(chosen, v))
	}
	cs, err := plan.AcceptChanges(chosen, v)
	if err != nil {
		return none, err
	}
	d, err := record.Written(s.decision(i, c, today))
	if err != nil {
		return none, err
	}
	cs.Reason = statement.New("trade.reason", statement.Words("plan", title(&r.Points[i], i).Text())).Text()
	cs.Changes = append(cs.Changes, team.Change{Kind: "decision", Op: team.Put, Data: d})
	return cs, nil
}

// scenario keeps the changes with the versions they were made on.
func (s *shower) scenario(i int, changes []plan.Accepted) (team.ChangeSet, error) {
	p := &s.r.Points[i]
	name := title(p, i).Text()
	out := frame.Scenario{State: "open", Note: record.Prose(statement.New("trade.kept", statement.On("date", record.DateOf(s.r.Now.In(s.zone))), statement.Words("against", s.against(p, i).Text())).Text())}
	out.Title = name + ", " + statement.Day(record.DateOf(s.r.Now.In(s.zone)))
	for _, c := range changes {
		data, err := json.Marshal(map[string]deliver.Planned{"planned": c.Planned})
		if err != nil {
			return team.ChangeSet{}, fmt.Errorf("keep %s: %w", c.Task, err)
		}
		out.Changes = append(out.Changes, frame.ScenarioChange{Kind: "task", ID: c.Task, Base: c.Base, Op: string(team.Patch), Data: string(data)})
	}
	if len(out.Changes) == 0 {
		return team.ChangeSet{}, fault.New(fault.Invalid, "Every task says so already; there is nothing to keep.").WithHint("Choose another plan.")
	}
	n, err := record.Written(out)
	return team.ChangeSet{Changes: []team.Change{{Kind: "scenario", Op: team.Put, Data: n}}}, err
}

// decision writes down the choice. Money stays out of it: more people may read a
// decision than may see rates.
func (s *shower) decision(chosen int, c Choice, today record.Date) decide.Decision {
	p := &s.r.Points[chosen]
	out := decide.Decision{Status: "accepted", Date: today, Review: c.Review, Outcome: title(p, chosen).Text(), Why: record.Prose(c.Why)}
	out.Title, out.Tags = c.Title, []string{"plan"}
	if out.Title == "" {
		out.Title = statement.New("trade.decision", statement.Words("what", s.subject())).Text()
	}
	if out.Review == "" {
		out.Review = s.review(today)
	}
	if me := s.v.Principal().Person; me != "" {
		out.Deciders = []record.Ref{record.Ref(me)}
	}
	considered := s.considered(chosen)
	criteria := s.criteria()
	out.Context = record.Prose(statement.New("trade.context", statement.N("n", len(considered)), statement.N("trials", s.r.Trials),
		statement.On("date", record.DateOf(s.r.Now.In(s.zone))), statement.Words("now", s.standing().Text())).Text())
	for _, k := range criteria {
		weight := 1.0
		if slices.Contains(c.Matters, k.name) {
			weight = 3
		}
		out.Criteria = append(out.Criteria, decide.Criterion{Name: k.name, Weight: weight})
	}
	for _, i := range considered {
		out.Options = append(out.Options, s.option(i, criteria, considered))
	}
	out.Consequences, out.Confirmation = record.Prose(s.against(p, chosen).Text()), record.Prose(s.confirm(p))
	for _, m := range s.r.Marks {
		if s.v.Get("milestone", m.ID) != nil && len(out.Links) < 3 {
			out.Links = append(out.Links, record.Link{Rel: "relates", To: "milestone/" + m.ID})
		}
	}
	return out
}

// subject is what the plans are for: the first milestone, or everything.
func (s *shower) subject() string {
	if len(s.r.Marks) > 0 {
		return answer.RecOf(s.v, "milestone", s.r.Marks[0].ID).Title
	}
	return statement.New("trade.everything").Text()
}

// considered lists the plans side by side, and the chosen one where it is another.
func (s *shower) considered(chosen int) []int {
	var out []int
	for i := range s.r.Shown {
		out = append(out, i)
	}
	if chosen >= s.r.Shown {
		out = append(out, chosen)
	}
	return out
}

// confirm is how one sees later whether the choice held.
func (s *shower) confirm(p *Point) string {
	lead := s.lead(p)
	if len(s.r.Marks) > 0 && lead.Odds != nil {
		return statement.New("trade.confirm", answer.RecOf(s.v, "milestone", s.r.Marks[0].ID).Arg("milestone"), statement.Odds("odds", *lead.Odds), statement.On("date", s.r.Marks[0].By)).Text()
	}
	return statement.New("trade.confirm-plain", statement.On("date", record.DateOf(lead.P80.In(s.zone)))).Text()
}

// criterion is one figure of a plan: its words, and how good it is (higher is better).
type criterion struct {
	name string
	text func(*Point) string
	good func(*Point) float64
}

func (s *shower) criteria() []criterion {
	word := func(id string, args ...statement.Arg) string { return statement.New(id, args...).Text() }
	count := func(n int) string { return statement.Numbered(float64(n), "|") }
	out := []criterion{{word("trade.crit.finish"), func(p *Point) string { return statement.Day(record.DateOf(s.lead(p).P80.In(s.zone))) },
		func(p *Point) float64 { return -s.lead(p).P80.Sub(s.r.Now).Hours() }}}
	if len(s.r.Marks) > 0 && s.lead(s.now()).Odds != nil {
		out = append(out, criterion{word("trade.crit.odds", statement.On("date", s.r.Marks[0].By)), func(p *Point) string { return statement.Percent(*s.lead(p).Odds) },
			func(p *Point) float64 { return *s.lead(p).Odds }})
	}
	return append(out,
		criterion{word("trade.crit.work"), func(p *Point) string { return statement.HoursOf(float64(p.Work)) }, func(p *Point) float64 { return -float64(p.Work) }},
		criterion{word("trade.crit.growth"), func(p *Point) string { return statement.HoursOf(float64(p.Growth)) }, func(p *Point) float64 { return float64(p.Growth) }},
		criterion{word("trade.crit.singles"), func(p *Point) string { return count(p.Singles) }, func(p *Point) float64 { return -float64(p.Singles) }},
		criterion{word("trade.crit.changes"), func(p *Point) string { return count(p.Changes) }, func(p *Point) float64 { return -float64(p.Changes) }})
}

// option is a plan as one way to go. Each score places the figure between the worst,
// 0, and the best, 10, of the plans considered; where all are alike everybody has 5.
func (s *shower) option(i int, criteria []criterion, among []int) decide.Option {
	p := &s.r.Points[i]
	out := decide.Option{Name: title(p, i).Text(), Text: record.Prose(s.against(p, i).Text())}
	var words []string
	for _, w := range s.words(p) {
		words = append(words, w.Text())
	}
	if len(words) > 0 {
		out.Neutral = []string{strings.Join(words, "; ")}
	}
	for _, k := range criteria {
		least, most := math.Inf(1), math.Inf(-1)
		for _, j := range among {
			g := k.good(&s.r.Points[j])
			least, most = min(least, g), max(most, g)
		}
		score := 5.0
		if most > least {
			score = math.Round(100*(k.good(p)-least)/(most-least)) / 10
		}
		out.Scores = append(out.Scores, decide.Score{Criterion: k.name, Value: score, Why: k.text(p)})
	}
	return out
}

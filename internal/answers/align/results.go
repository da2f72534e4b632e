package align

import (
	"math"
	"strconv"
	"strings"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds/align"
	"plumbline/internal/record"
)

// Odds under which a key result is called off track, and how far its owner's belief may
// lie above what its values say before it is called contested.
const (
	unlikely = 0.5
	apart    = 0.25
)

// Result is one key result with where it stands and where it is heading.
type Result struct {
	Name       string                `json:"name"`
	Unit       string                `json:"unit,omitempty"`
	Baseline   float64               `json:"baseline"`
	Target     float64               `json:"target"`
	By         record.Date           `json:"by"`
	Latest     *align.Value          `json:"latest,omitempty"`
	Progress   *float64              `json:"progress,omitempty"`
	Series     []align.Value         `json:"series"`
	State      string                `json:"state"` // reached, missed, off, on, untold
	Said       *float64              `json:"said,omitempty"`
	Outlook    *Outlook              `json:"outlook,omitempty"` // from its values
	Milestones []answer.Rec          `json:"milestones"`
	Plan       *float64              `json:"plan,omitempty"` // odds of the least likely milestone that brings it
	Weakest    *answer.Rec           `json:"weakest,omitempty"`
	Statements []statement.Statement `json:"statements"`
}

func (q *asking) result(r *record.Record, o *align.Objective, k *align.KeyResult) Result {
	out := Result{Name: k.Name, Unit: k.Unit, Baseline: k.Baseline, Target: k.Target, By: o.Due(k), Series: []align.Value{}, State: "untold", Milestones: []answer.Rec{}}
	for _, s := range k.Series {
		if s.On <= q.Today {
			out.Series = append(out.Series, s)
		}
	}
	if last, ok := k.Latest(min(q.Today, out.By)); ok {
		p := k.Progress(last.Value)
		out.Latest, out.Progress = &last, &p
	}
	if k.Confidence > 0 {
		f := k.Confidence.Fraction()
		out.Said = &f
	}
	if look, ok := heading(k, q.Today, out.By); ok {
		out.Outlook = &look
	}
	q.marks(k, &out)
	out.State = out.judge(q.Today)
	q.sayResult(r, k, &out)
	return out
}

// marks finds the least likely of the milestones that bring a key result. All of them
// together are no likelier than that one.
func (q *asking) marks(k *align.KeyResult, out *Result) {
	for _, ref := range k.Milestones {
		rec := answer.RecOf(q.view, "milestone", string(ref))
		out.Milestones = append(out.Milestones, rec)
		m, ok := q.Marks[string(ref)]
		if !ok || out.By <= q.Today && !m.Done {
			continue
		}
		if p := m.By(out.By, q.Zone); out.Plan == nil || p < *out.Plan {
			out.Plan, out.Weakest = &p, &rec
		}
	}
}

// judge derives where the key result stands.
func (r *Result) judge(today record.Date) string {
	switch {
	case r.Latest != nil && r.at(r.Latest.Value) && (r.By <= today || r.Outlook == nil || r.Outlook.Odds >= unlikely):
		return "reached"
	case r.By < today:
		return "missed"
	case r.Odds() < unlikely:
		return "off"
	case r.Odds() <= 1:
		return "on"
	}
	return "untold"
}

// at says that a value is at the target or past it.
func (r *Result) at(v float64) bool {
	if r.Target > r.Baseline {
		return v >= r.Target
	}
	return v <= r.Target
}

// Odds is the lesser of what its values and its milestones say, over 1 when neither
// says anything.
func (r *Result) Odds() float64 {
	odds := math.Inf(1)
	if r.Outlook != nil {
		odds = r.Outlook.Odds
	}
	if r.Plan != nil {
		odds = min(odds, *r.Plan)
	}
	return odds
}

// sayResult puts into words where it stands, what its values say, and what its
// milestones say.
func (q *asking) sayResult(r *record.Record, k *align.KeyResult, out *Result) {
	name, target, by := statement.Words("name", k.Name), statement.Words("target", Amount(k.Target, k.Unit)), statement.On("by", out.By)
	fact := statement.Fact{Address: "rec:objective/" + r.ID, Label: k.Name, When: r.Updated.At}
	say := func(s statement.Statement, l statement.Level) {
		out.Statements = append(out.Statements, s.At(l).On(fact))
	}
	switch {
	case out.State == "reached":
		say(statement.New("align.result.reached", name, target, statement.Words("value", Amount(out.Latest.Value, k.Unit))), statement.Good)
	case out.State == "missed" && out.Latest == nil:
		say(statement.New("align.result.unmeasured", name, by), statement.Warn)
	case out.State == "missed":
		say(statement.New("align.result.missed", name, target, by, statement.Words("value", Amount(out.Latest.Value, k.Unit))), statement.Bad)
	case out.Outlook != nil:
		say(statement.New("align.result.odds", name, target, by, statement.Odds("odds", out.Outlook.Odds), statement.Words("value", Amount(out.Latest.Value, k.Unit))), levelOf(out.Outlook.Odds))
	default:
		say(statement.New("align.result.few", name, statement.N("n", len(out.Series)), statement.N("min", fewest)), "")
	}
	if open := out.State != "reached" && out.State != "missed"; open && out.Plan != nil {
		s := statement.New("align.result.plan", out.Weakest.Arg("milestone"), by, statement.Odds("odds", *out.Plan)).At(levelOf(*out.Plan))
		out.Statements = append(out.Statements, s.On(q.Plan))
	}
	if out.State == "off" && out.Said != nil && *out.Said-out.Odds() >= apart {
		say(statement.New("align.result.doubt", statement.Odds("said", *out.Said), statement.Odds("odds", out.Odds())), statement.Info)
	}
}

func levelOf(odds float64) statement.Level {
	switch {
	case odds < 0.2:
		return statement.Bad
	case odds < unlikely:
		return statement.Warn
	}
	return ""
}

// Amount writes a value with its unit, rounded to three figures after the first.
func Amount(v float64, unit string) string {
	return strings.TrimSpace(strconv.FormatFloat(round(v), 'f', -1, 64) + " " + unit)
}

func round(v float64) float64 {
	if v == 0 || math.Abs(v) >= 1000 {
		return math.Round(v)
	}
	p := math.Pow(10, 2-math.Floor(math.Log10(math.Abs(v))))
	return math.Round(v*p) / p
}

// judge says where an objective stands.
func (q *asking) judge(o *Objective) {
	reached, told := 0, 0
	var worst *Result
	for i := range o.Results {
		r := &o.Results[i]
		switch r.State {
		case "reached":
			reached++
		case "off", "missed":
			if worst == nil || r.Odds() < worst.Odds() {
				worst = r
			}
		}
		if r.State != "untold" {
			told++
		}
	}
	name := o.Arg("objective")
	work := []statement.Arg{name, statement.N("n", o.below), statement.Work("hours", o.With.Left)}
	switch {
	case o.Status != "active":
		o.State, o.Statement = "closed", statement.New("align.item."+o.Status, name)
	case reached == len(o.Results) && reached > 0:
		o.State, o.Statement = "reached", statement.New("align.item.reached", name).At(statement.Good)
	case o.below == 0 && o.Tasks.Done > 0:
		o.State, o.Statement = "idle", statement.New("align.item.over", name, statement.N("n", o.Tasks.Done)).At(statement.Warn)
	case o.below == 0:
		o.State, o.Statement = "idle", statement.New("align.item.idle", name).At(statement.Warn)
	case worst != nil:
		o.State, o.Statement = "off", statement.New("align.item.off", name, statement.Words("result", worst.Name)).At(worst.Statements[0].Level).On(worst.Statements[0].Evidence...)
	case told == 0:
		o.State, o.Statement = "untold", statement.New("align.item.untold", work...).At(statement.Info)
	default:
		o.State, o.Statement = "on", statement.New("align.item.on", work...)
	}
}

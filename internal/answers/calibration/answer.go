package calibration

import (
	"slices"
	"time"

	"plumbline/forecast"
	"plumbline/forecast/estimate"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Answer is how often forecasts came true, as a viewer sees it.
type Answer struct {
	answer.Head
	Tasks    int                   `json:"tasks"` // finished tasks with an estimate
	Own      float64               `json:"own"`   // share of what is believed that is the team's own past, 0–1
	Record   *Record               `json:"record,omitempty"`
	Promises Promises              `json:"promises"`
	Mine     *Own                  `json:"mine,omitempty"` // the viewer's own; nobody else sees it
	Imports  []answer.Rec          `json:"imports"`
	Items    []statement.Statement `json:"items"`
}

// Promises counts what was promised of milestones: dates given to people, not
// forecasts.
type Promises struct {
	Kept   int     `json:"kept"`
	Broken int     `json:"broken"`
	Open   int     `json:"open"`
	Odds   float64 `json:"odds"` // mean of those of kept and broken ones when they were given, 0–1; 0 = none stated
	Past   []Given `json:"past"`
}

// Given is one promise that has ended.
type Given struct {
	Milestone answer.Rec  `json:"milestone"`
	Date      record.Date `json:"date"`
	To        string      `json:"to"`
	Odds      float64     `json:"odds,omitempty"`
	Kept      bool        `json:"kept"`
}

// Source is what an answer is made from.
type Source struct {
	Now    time.Time
	Track  []forecast.Outcome
	Record *Record
	Own    float64
	Lost   []record.ID // track records without their content
}

// Ask answers for a viewer.
func Ask(s Source, v *snapshot.View) *Answer {
	a := &Answer{Tasks: len(s.Track), Own: round(s.Own, 2), Record: s.Record, Imports: []answer.Rec{}, Items: []statement.Statement{}}
	zone := v.Snapshot().Organisation().Location()
	a.Question, a.AsOf, a.ComputedAt = "calibration", record.DateOf(s.Now.In(zone)), s.Now.Truncate(time.Second)
	for _, r := range v.All("track_record") {
		a.Imports = append(a.Imports, answer.RecOf(v, "track_record", r.ID))
	}
	a.Promises = scored(v, a.AsOf)
	a.Mine = mine(s.Track, v)
	a.headline()
	a.say(s, v)
	return a
}

func (a *Answer) headline() {
	k := a.Record.At(80)
	switch {
	case k.Forecasts > 0:
		a.Headline = statement.New("calibration.kept", statement.N("n", k.Forecasts), statement.N("right", round(k.Right, 0)))
	case a.Tasks == 0:
		a.Headline = statement.New("calibration.none").At(statement.Warn)
	default:
		a.Headline = statement.New("calibration.thin", statement.N("have", a.Tasks), statement.N("need", estimate.MinTrack+least)).At(statement.Warn)
	}
	if k.Forecasts == 0 {
		a.Missing = append(a.Missing, a.Headline)
	}
	if k.Forecasts < enough {
		a.Missing = append(a.Missing, statement.New("calibration.bring"))
	}
}

// least is the smallest batch that is forecast.
const least = 5

func (a *Answer) say(s Source, v *snapshot.View) {
	add := func(id string, args ...statement.Arg) { a.Items = append(a.Items, statement.New(id, args...)) }
	if k := a.Record.At(80); k.Forecasts > 0 {
		add("calibration.how", statement.N("batch", a.Record.Batch))
		inside := (a.Record.At(90).Right - a.Record.At(10).Right) / float64(k.Forecasts)
		add("calibration.inside", statement.Portion("share", inside))
	}
	add("calibration.own", statement.Portion("share", a.Own), statement.N("n", a.Tasks))
	if a.Record != nil && a.Tasks > 0 {
		add("calibration.wider", statement.N("times", a.Record.Correction))
		switch b := a.Record.Bias; {
		case b > 1.02:
			add("calibration.longer", statement.Portion("share", b-1))
		case b < 0.98:
			add("calibration.shorter", statement.Portion("share", 1-b))
		default:
			add("calibration.asmuch")
		}
	}
	if p := a.Promises; p.Kept+p.Broken > 0 {
		add("calibration.promises", statement.N("n", p.Kept+p.Broken), statement.Odds("odds", p.Odds), statement.N("kept", p.Kept))
	}
	if a.Promises.Open > 0 {
		add("calibration.due", statement.N("n", a.Promises.Open))
	}
	if m := a.Mine; m != nil {
		add("calibration.mine", statement.N("n", m.Tasks), statement.Portion("low", m.Low), statement.Portion("high", m.High), statement.Portion("middle", m.Middle))
	}
	for _, id := range s.Lost {
		a.Items = append(a.Items, statement.New("calibration.lost", answer.RecOf(v, "track_record", id).Arg("what")).At(statement.Warn))
	}
}

// mine is the viewer's own record.
func mine(track []forecast.Outcome, v *snapshot.View) *Own {
	me := v.Get("person", v.Principal().Person)
	if me == nil {
		return nil
	}
	var ratios []float64
	var last forecast.Outcome
	for _, o := range track {
		if o.Person == me.Key && o.EstimateMin > 0 {
			ratios = append(ratios, float64(o.ActualMin)/float64(o.EstimateMin))
			last = o
		}
	}
	if len(ratios) == 0 {
		return nil
	}
	slices.Sort(ratios)
	at := func(p float64) float64 { return round(ratios[int(p*float64(len(ratios)-1)+0.5)], 2) }
	zone := v.Snapshot().Organisation().Location()
	return &Own{len(ratios), at(.1), at(.5), at(.9), record.DateOf(time.Unix(int64(last.Finished)*60, 0).In(zone))}
}

// Sound says that forecasts can be checked and that at 10, 50, 80 and 90 % as many came
// true as chance allows.
func (a *Answer) Sound() bool {
	for _, percent := range []int{10, 50, 80, 90} {
		l := a.Record.At(percent)
		if l.Forecasts == 0 || l.Low > float64(percent)/100 || l.High < float64(percent)/100 {
			return false
		}
	}
	return true
}

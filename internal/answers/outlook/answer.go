package outlook

import (
	"cmp"
	"math"
	"slices"
	"time"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Answer is how the forecast has gone: the past of each milestone, the work that is
// left, and what moved since a week ago.
type Answer struct {
	answer.Head
	Milestones []Past                `json:"milestones"`
	Remaining  []plan.Band           `json:"remaining"`  // minutes of work left, week by week from now
	Projects   []Ahead               `json:"projects"`   // with open work
	Objectives []Ahead               `json:"objectives"` // with open work that serves them
	Left       []Left                `json:"left"`       // what was left on past days
	Since      []statement.Statement `json:"since"`      // why the dates moved, the largest first
	Rewound    bool                  `json:"rewound"`    // some past days were reckoned later, from the days of tasks
}

// Left is the work left on a past day, in minutes.
type Left struct {
	Day  record.Date `json:"day"`
	Left int64       `json:"left"`
}

// Past is one milestone day by day, oldest first.
type Past struct {
	answer.Rec
	Days []Point `json:"days"`
}

// Point is where a milestone stood on a day.
type Point struct {
	Day    record.Date `json:"day"`
	P10    record.Date `json:"p10"`
	P50    record.Date `json:"p50"`
	P80    record.Date `json:"p80"`
	P90    record.Date `json:"p90"`
	Wanted record.Date `json:"wanted,omitempty"`
	Odds   *float64    `json:"odds,omitempty"`
}

// Source is what an answer is made from.
type Source struct {
	Now    time.Time
	Days   []Day // oldest first
	Result *plan.Result
	Change *Change
}

// mostSince bounds how much is told of what moved.
const mostSince = 6

// Ask answers for a viewer.
func Ask(s Source, v *snapshot.View) *Answer {
	zone := v.Snapshot().Organisation().Location()
	a := &Answer{Milestones: []Past{}, Remaining: []plan.Band{}, Left: []Left{}, Since: []statement.Statement{}}
	a.Question, a.AsOf, a.ComputedAt = "outlook", record.DateOf(s.Now.In(zone)), s.Now.Truncate(time.Second)
	if s.Result != nil {
		a.Remaining = append(a.Remaining, s.Result.Remaining...)
	}
	a.ahead(s.Result, v, zone)
	a.past(s.Days, v, zone)
	a.since(s.Change, v)
	switch {
	case len(s.Days) < 2:
		a.Headline = statement.New("outlook.young", statement.N("n", len(s.Days)))
	case len(a.Since) > 0:
		a.Headline = a.Since[0]
	default:
		a.Headline = statement.New("outlook.steady", statement.On("since", s.Days[0].Day))
	}
	return a
}

func (a *Answer) past(days []Day, v *snapshot.View, zone *time.Location) {
	at := map[record.ID]int{}
	for i := range days {
		d := &days[i]
		a.Rewound = a.Rewound || d.Rewound
		a.Left = append(a.Left, Left{d.Day, d.Left})
		for _, m := range d.Milestones {
			if v.Get("milestone", m.ID) == nil || m.Done {
				continue
			}
			k, known := at[m.ID]
			if !known {
				k = len(a.Milestones)
				at[m.ID] = k
				a.Milestones = append(a.Milestones, Past{Rec: answer.RecOf(v, "milestone", m.ID)})
			}
			on := func(t time.Time) record.Date { return record.DateOf(t.In(zone)) }
			a.Milestones[k].Days = append(a.Milestones[k].Days, Point{d.Day, on(m.P10), on(m.P50), on(m.P80), on(m.P90), m.Wanted, m.Odds})
		}
	}
}

// told is one move in words, and how much it is.
type told struct {
	size float64
	said statement.Statement
}

// since says why dates moved, the largest first.
func (a *Answer) since(c *Change, v *snapshot.View) {
	if c == nil {
		return
	}
	var all []told
	for _, s := range c.Steps {
		for _, m := range s.Moves {
			if t, ok := c.say(s.Why, &m, answer.RecOf(v, "milestone", m.Milestone)); ok && v.Get("milestone", m.Milestone) != nil {
				all = append(all, t)
			}
		}
	}
	a.Since = append(a.Since, sorted(all)...)
}

// Of says what moved one milestone or one promise between teams, the largest first;
// nothing for a nil change.
func (c *Change) Of(what answer.Rec) []statement.Statement {
	var all []told
	if c != nil {
		for _, s := range c.Steps {
			for _, m := range s.Moves {
				if t, ok := c.say(s.Why, &m, what); ok && m.Milestone == what.ID {
					all = append(all, t)
				}
			}
		}
	}
	return sorted(all)
}

func sorted(all []told) []statement.Statement {
	slices.SortStableFunc(all, func(x, y told) int { return cmp.Compare(y.size, x.size) })
	out := []statement.Statement{}
	for _, t := range all[:min(mostSince, len(all))] {
		out = append(out, t.said)
	}
	return out
}

// say puts a move into words, where it is at least half a day or two points of the odds.
func (c *Change) say(why string, m *Moved, what answer.Rec) (told, bool) {
	if math.Abs(m.Days) < 0.5 && math.Abs(m.Odds) < 0.02 {
		return told{}, false
	}
	r, level := reasons()[why], statement.Warn
	id, moved := r.later, statement.Days("days", math.Abs(m.Days))
	switch still := math.Abs(m.Days) < 0.5; {
	case still && m.Odds > 0:
		id, moved, level = "outlook.odds.more", statement.Words("why", r.odds), statement.Good
	case still:
		id, moved = "outlook.odds.less", statement.Words("why", r.odds)
	case m.Days < 0:
		id, level = r.sooner, statement.Good
	}
	args := []statement.Arg{what.Arg("milestone"), moved, statement.On("since", c.From)}
	if n := math.Round(100 * math.Abs(m.Odds)); n > 0 {
		args = append(args, statement.N("points", n))
	}
	return told{math.Abs(m.Days) + 20*math.Abs(m.Odds), statement.New(id, args...).At(level)}, true
}

// reason is how a kind of change is said: the messages for a later and a sooner date, and
// what begins the sentence when the date stays and its odds move.
type reason struct{ later, sooner, odds string }

func reasons() map[string]reason {
	return map[string]reason{
		"time":      {"outlook.time.later", "outlook.time.sooner", "Time that passed"},
		"progress":  {"outlook.progress.later", "outlook.progress.sooner", "What was finished and what is left"},
		"estimates": {"outlook.estimates.later", "outlook.estimates.sooner", "Changed estimates and what they are worth"},
		"scope":     {"outlook.scope.later", "outlook.scope.sooner", "Work that was added, dropped or parted anew"},
		"people":    {"outlook.people.later", "outlook.people.sooner", "Absences, hours and skills"},
		"risks":     {"outlook.risks.later", "outlook.risks.sooner", "Risks that came, went or changed"},
		"dates":     {"outlook.dates.later", "outlook.dates.sooner", "Changed promises and milestones"},
	}
}

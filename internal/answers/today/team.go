package today

import (
	"time"

	"plumbline/internal/answers/align"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds/decide"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/kinds/grow"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// proposedDays is how long a decision may wait without a due date.
const proposedDays = 14

// Plan is what Today needs of the newest plan.
type Plan struct {
	Next       *Milestone // the milestone that comes first
	Milestones []Milestone
	Alerts     []Alert
	Marks      map[record.ID]align.Mark // every milestone with its odds
	Fact       statement.Fact           // where they come from
}

// Alert is what the register of risks has for Today: a trigger that was seen, or a risk
// that is suggested.
type Alert struct {
	Risk      answer.Rec          // whose trigger was seen
	ID        string              // of the suggestion
	Suggested statement.Statement // what is suggested
	Sign      statement.Statement // what was seen, or why it is suggested
	Since     record.Date
	Odds      float64 // of a risk suggested, 0–1
	Hours     float64 // of work it would take
}

// Milestone is a milestone with its odds.
type Milestone struct {
	Milestone     answer.Rec
	Promised      record.Date
	To            string
	P10, P90, P80 record.Date
	Odds          float64
	Wanted        float64    // confidence wanted, 0–1
	Decides       answer.Rec // the task most often critical; zero when none stands out
	People        int        // who work on it in the plan
	Computed      time.Time
	Plan          statement.Fact
}

// Tendency says where a milestone stands against its promise, in words.
func (m *Milestone) Tendency() string {
	switch {
	case m.Promised == "":
		return "and nobody has been promised a date"
	case m.Odds < 0.2:
		return "most likely well after you promised"
	case m.Odds < 0.5:
		return "most likely a little after you promised"
	case m.Odds < m.Wanted:
		return "more likely than not by the promised day"
	}
	return "as you promised"
}

func recordFact(v *snapshot.View, r *record.Record) statement.Fact {
	return statement.Fact{Address: "rec:" + string(r.Kind) + "/" + r.ID, Label: v.Title(r), When: r.Updated.At}
}

// late finds promises that will probably not be kept.
func (s *scene) late() []Item {
	if s.plan == nil {
		return nil
	}
	var out []Item
	for i := range s.plan.Milestones {
		m := &s.plan.Milestones[i]
		if m.Promised == "" || m.Odds >= m.Wanted {
			continue
		}
		item := Item{ID: "late/" + m.Milestone.ID, Rule: "late", Level: statement.Bad, Cost: s.slip(1-m.Odds, m.People), Evidence: []statement.Fact{m.Plan},
			Tags: []string{"forecast", m.Milestone.Key}, Action: open("See what helps", "a", "/deliver/plan"), Since: record.DateOf(m.Computed)}
		odds, date := statement.Odds("odds", m.Odds), statement.On("date", m.Promised)
		if m.Odds < 0.5 {
			item.Statement = statement.New("today.late", m.Milestone.Arg("milestone"), odds, date)
		} else {
			item.Level = statement.Warn
			item.Statement = statement.New("today.unsure", m.Milestone.Arg("milestone"), odds, date, statement.Odds("wanted", m.Wanted))
		}
		span := statement.Between("range", m.P10, m.P90)
		if m.Decides.ID != "" {
			item.Reason = statement.New("today.late.why", span, m.Decides.Arg("task"))
			item.Tags = append(item.Tags, m.Decides.Key)
		} else {
			item.Reason = statement.New("today.late.span", span)
		}
		out = append(out, item)
	}
	return out
}

// decide finds decisions that wait.
func (s *scene) decide() []Item {
	var out []Item
	for _, d := range snapshot.List[decide.Decision](s.view, "decision") {
		since := record.DateOf(d.Updated.At)
		if d.Body.Date != "" {
			since = d.Body.Date
		}
		waited := s.days(since)
		due := d.Body.Due != "" && d.Body.Due <= s.today.Add(3)
		if d.Body.Status != "proposed" || !due && waited < proposedDays && len(d.Body.Tasks) == 0 {
			continue
		}
		rec := answer.RecOf(s.view, "decision", d.ID)
		item := Item{ID: "decide/" + d.ID, Rule: "decide", Level: statement.Warn, Cost: little(lookHours),
			Statement: statement.New("today.decide", rec.Arg("decision"), statement.On("since", since)), Since: since,
			Evidence: []statement.Fact{recordFact(s.view, d.Record)}, Tags: []string{"decision", d.Key}, Action: open("Decide", "d", "/decide/decisions/"+d.Key)}
		item.Reason = statement.New("today.decide.why0", statement.Days("ago", waited))
		if n := len(d.Body.Tasks); n > 0 {
			item.Reason, item.Cost = statement.New("today.decide.why", statement.N("n", n)), s.waits(n)
		}
		out = append(out, item)
	}
	return out
}

// days is how many days ago a day was.
func (s *scene) days(d record.Date) float64 {
	return s.today.In(time.UTC).Sub(d.In(time.UTC)).Hours() / 24
}

// review finds decisions whose review date has passed.
func (s *scene) review() []Item {
	var out []Item
	for _, d := range snapshot.List[decide.Decision](s.view, "decision") {
		if d.Body.Status != "accepted" || d.Body.Review == "" || d.Body.Review >= s.today {
			continue
		}
		rec := answer.RecOf(s.view, "decision", d.ID)
		out = append(out, Item{ID: "review/" + d.ID, Rule: "review", Level: statement.Info, Cost: little(lookHours),
			Statement: statement.New("today.review", rec.Arg("decision"), statement.On("date", d.Body.Review)), Reason: statement.New("today.review.why"),
			Since: d.Body.Review, Evidence: []statement.Fact{recordFact(s.view, d.Record)}, Tags: []string{"decision", d.Key},
			Action: open("Look again", "d", "/decide/decisions/"+d.Key)})
	}
	return out
}

// actions finds action items past their date.
func (s *scene) actions() []Item {
	var out []Item
	for _, a := range snapshot.List[grow.ActionItem](s.view, "action_item") {
		if a.Body.State != "open" || a.Body.Due == "" || a.Body.Due >= s.today {
			continue
		}
		out = append(out, Item{ID: "action/" + a.ID, Rule: "action", Level: statement.Info, Cost: little(askHours),
			Statement: statement.New("today.action", statement.Words("title", a.Body.Title), statement.On("date", a.Body.Due)),
			Reason:    statement.New("today.action.why", answer.PersonOf(s.view, string(a.Body.Owner)).Arg("person")),
			Since:     a.Body.Due, Evidence: []statement.Fact{recordFact(s.view, a.Record)}, Tags: []string{"action"},
			Action: open("Open", "o", "/records/action_item/"+a.Key)})
	}
	return out
}

// blocked finds tasks that say they are blocked.
func (s *scene) blocked() []Item {
	var out []Item
	for _, t := range snapshot.List[deliver.Task](s.view, "task") {
		if t.Body.Status != "blocked" {
			continue
		}
		who := answer.Person{Title: "Nobody"}
		if len(t.Body.Planned.People) > 0 {
			who = answer.PersonOf(s.view, string(t.Body.Planned.People[0]))
		}
		waited := s.days(record.DateOf(t.Updated.At))
		out = append(out, Item{ID: "blocked/" + t.ID, Rule: "blocked", Level: statement.Warn, Cost: s.waits(1),
			Statement: statement.New("today.blocked", answer.RecOf(s.view, "task", t.ID).Arg("task")),
			Reason:    statement.New("today.blocked.why", who.Arg("person"), statement.Days("ago", waited)), Since: record.DateOf(t.Updated.At),
			Evidence: []statement.Fact{recordFact(s.view, t.Record)}, Tags: []string{"task", t.Key}, Action: open("Open", "o", "/records/task/"+t.Key)})
	}
	return out
}

package answering

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"time"

	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/today"
	"plumbline/internal/record"
	"plumbline/internal/store"
)

// questionStanding names the small result kept for each day, with which a later day
// is compared.
const questionStanding = "standing"

// sinceDays is how far back Today compares, and mostSince how much of each it tells.
const (
	sinceDays = 7
	mostSince = 5
)

// standing is where things stood on a day, as everybody may see it: the 80 % day of
// each open milestone, and the sentence of each thing found.
type standing struct {
	Milestones map[record.ID]record.Date `json:"milestones"`
	Found      map[string]string         `json:"found"`
}

func standingOf(a *today.Answer, p *today.Plan) standing {
	out := standing{Milestones: map[record.ID]record.Date{}, Found: map[string]string{}}
	if p != nil {
		for i := range p.Milestones {
			out.Milestones[p.Milestones[i].Milestone.ID] = p.Milestones[i].P80
		}
	}
	for i := range a.All {
		out.Found[a.All[i].ID] = a.All[i].Statement.Text()
	}
	return out
}

// since adds to Today what has changed since a week ago, and keeps how things stand
// today. Without a result a week old or older there is no section.
func (s *Service) since(ctx context.Context, m *todayMemo) error {
	now := standingOf(m.answer, m.source)
	data, err := json.Marshal(now)
	if err != nil {
		return err
	}
	key := store.ResultKey{Question: questionStanding, Engine: plan.Version, Day: string(m.day)}
	if err := s.store.PutResult(ctx, store.Result{ResultKey: key, At: s.team.Now(), Data: data}); err != nil {
		return err
	}
	kept, err := s.store.Latest(ctx, questionStanding, "", 60)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(kept, func(r store.Result) bool {
		return record.Date(r.Day) <= m.day.Add(-sinceDays) && r.Engine == plan.Version
	})
	var old standing
	if i < 0 || json.Unmarshal(kept[i].Data, &old) != nil {
		return nil
	}
	items := slices.Concat(moves(&old, m.source), differences("since.settled", old.Found, now.Found, nil), differences("since.new", now.Found, old.Found, m.answer.Items))
	if len(items) > 0 {
		m.answer.Sections = append(m.answer.Sections, today.Section{Title: "Since " + statement.Day(record.Date(kept[i].Day)), Items: items})
	}
	return nil
}

// moves says which milestones' 80 % days moved.
func moves(old *standing, p *today.Plan) []statement.Statement {
	var out []statement.Statement
	if p == nil {
		return nil
	}
	for i := range p.Milestones {
		m := &p.Milestones[i]
		then, known := old.Milestones[m.Milestone.ID]
		if !known || then == "" || then == m.P80 {
			continue
		}
		days := m.P80.In(time.UTC).Sub(then.In(time.UTC)).Hours() / 24
		id, level := "since.later", statement.Warn
		if days < 0 {
			id, level = "since.sooner", statement.Good
		}
		out = append(out, statement.New(id, m.Milestone.Arg("milestone"), statement.Days("days", math.Abs(days)), statement.On("now", m.P80), statement.On("then", then)).At(level).On(m.Plan))
	}
	return out[:min(mostSince, len(out))]
}

// differences says what one day found and the other did not; with only, of those.
func differences(id string, here, there map[string]string, only []today.Item) []statement.Statement {
	var keys []string
	for k := range here {
		if _, both := there[k]; !both && (only == nil || slices.ContainsFunc(only, func(i today.Item) bool { return i.ID == k })) {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, strings.Compare)
	var out []statement.Statement
	for _, k := range keys[:min(mostSince, len(keys))] {
		out = append(out, statement.New(id, statement.Words("what", here[k])))
	}
	return out
}

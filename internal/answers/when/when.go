// Package when answers when an amount of work will be finished from the past of a
// repository alone: distinct changes merged a week on the default branch. What the
// plan says of its milestones stands in package plan.
package when

import (
	"context"
	"errors"
	"math"
	"time"

	"plumbline/forecast"
	"plumbline/forecast/throughput"
	"plumbline/history/flow"
	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/schedule/calendar"
	"plumbline/schedule/model"
)

// Options of Ask.
type Options struct {
	Remaining int         // changes still to finish, at least 1
	By        record.Date // the day asked about, its end counts; "" = none
	Zone      *time.Location
	Seed      uint64
}

// Answer is the odds for one repository.
type Answer struct {
	answer.Head
	Repository string                `json:"repository"`
	Remaining  int                   `json:"remaining"`
	By         record.Date           `json:"by,omitempty"`
	Odds       *float64              `json:"odds,omitempty"`
	P10        record.Date           `json:"p10,omitempty"`
	P50        record.Date           `json:"p50,omitempty"`
	P80        record.Date           `json:"p80,omitempty"`
	P90        record.Date           `json:"p90,omitempty"`
	Curve      []record.Date         `json:"curve"` // 101 days, 0 % to 100 %
	Weeks      []Week                `json:"weeks"`
	Items      []statement.Statement `json:"items"`
	Record     *Record               `json:"record,omitempty"`
}

// Week is the changes finished in one past week.
type Week struct {
	Start   record.Date `json:"start"`
	Changes int         `json:"changes"`
}

// Record is how past forecasts at 80 % came out.
type Record struct {
	Forecasts int `json:"forecasts"`
	Right     int `json:"right"`
}

// Ask answers for the first repository of the world.
func Ask(ctx context.Context, w *world.World, o Options) (*Answer, error) {
	if o.Remaining < 1 {
		return nil, fault.New(fault.Invalid, "%d changes cannot remain.", o.Remaining).WithHint("Give how many are left: --remaining 24")
	}
	a := &Answer{Remaining: o.Remaining, By: o.By, Curve: []record.Date{}, Weeks: []Week{}, Items: []statement.Statement{}}
	a.Question, a.AsOf, a.ComputedAt, a.Facts = "when", record.DateOf(w.Now), w.Now, w.Facts()
	if len(w.Repos) == 0 {
		a.Headline = w.Missing()[0]
		a.Missing = append(a.Missing, a.Headline)
		return a, nil
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	r := w.Repos[0]
	a.Repository, a.AsOf = r.Title, record.DateOf(r.AsOf())
	return a, a.fill(ctx, r, o)
}

func (a *Answer) fill(ctx context.Context, r *world.Repo, o Options) error {
	in := Input(r)
	in.Remaining, in.Seed = o.Remaining, o.Seed
	if o.By != "" {
		day := o.By.Add(1).In(time.UTC)
		in.By = calendar.Instant(o.Zone, calendar.Date{Year: day.Year(), Month: day.Month(), Day: day.Day()}, 0)
	}
	for _, k := range flow.Weekly(r.Repository) {
		a.Weeks = append(a.Weeks, Week{record.DateOf(k.Start), k.Changes})
	}
	out, err := forecast.Throughput(ctx, in)
	var thin *throughput.ThinError
	branch := statement.Words("branch", r.Branch)
	switch {
	case errors.As(err, &thin):
		a.Headline = statement.New("when.too-thin", statement.N("need", thin.Need), statement.N("have", thin.Have), branch).At(statement.Warn)
		a.Missing = append(a.Missing, a.Headline)
		return nil
	case errors.Is(err, throughput.ErrNothingFinished):
		a.Headline = statement.New("when.no-changes", branch).At(statement.Warn)
		a.Missing = append(a.Missing, a.Headline)
		return nil
	case err != nil:
		return err
	}
	a.say(r, o, out)
	return nil
}

// never says that the branch is at rest, with the pace there is.
func (a *Answer) never(r *world.Repo, remaining statement.Arg) statement.Statement {
	recent, last := 0, time.Time{}
	for _, t := range flow.Changes(r.Repository) {
		if t.After(r.AsOf().AddDate(-1, 0, 0)) {
			recent++
		}
		if t.After(last) {
			last = t
		}
	}
	args := []statement.Arg{statement.Words("branch", r.Branch), statement.N("recent", recent), remaining}
	if !last.IsZero() {
		args = append(args, statement.On("last", record.DateOf(last)))
	}
	if a.P50 != "" {
		args = append(args, statement.On("even", a.P50))
	}
	return statement.New("when.never", args...).At(statement.Bad)
}

// Input gives the weekly counts of a repository as the forecast takes them: whole
// weeks that end at the instant the repository was read as of.
func Input(r *world.Repo) throughput.Input {
	now := minute(r.AsOf())
	var finished []model.Minute
	for _, t := range flow.Changes(r.Repository) {
		finished = append(finished, minute(t))
	}
	return throughput.Input{Now: now, Weeks: throughput.Weekly(finished, now), Days: throughput.Daily(finished, now)}
}

func minute(t time.Time) model.Minute { return model.Minute(t.Unix() / 60) }

func (a *Answer) say(r *world.Repo, o Options, out *throughput.Result) {
	day := func(m model.Minute) record.Date {
		if m == throughput.Never {
			return ""
		}
		return record.DateOf(time.Unix(int64(m)*60, 0).In(o.Zone))
	}
	a.P10, a.P50, a.P80, a.P90 = day(out.P10), day(out.P50), day(out.P80), day(out.P90)
	for _, q := range out.Quantiles {
		a.Curve = append(a.Curve, day(q))
	}
	remaining := statement.N("remaining", o.Remaining)
	span := statement.Between("range", a.P10, a.P90)
	switch {
	case a.P90 == "":
		a.Headline = a.never(r, remaining)
		a.Missing = append(a.Missing, statement.New("when.no-pace"))
	case !math.IsNaN(out.Odds):
		a.Odds = &out.Odds
		a.Headline = statement.New("when.headline-by", remaining, span, statement.Odds("odds", out.Odds), statement.On("by", o.By))
	default:
		a.Headline = statement.New("when.headline", remaining, span, statement.On("date", a.P80))
	}
	a.Headline = a.Headline.On(statement.Fact{Address: r.Address(r.Head, ""), Label: "newest commit on " + r.Branch, When: r.Newest})
	a.Items = append(a.Items, statement.New("when.pace", statement.N("pace", math.Round(out.Pace*10)/10), statement.N("weeks", out.History), statement.Words("branch", r.Branch)))
	if k := out.Record.At(80); k.Forecasts > 0 {
		a.Record = &Record{k.Forecasts, k.Right}
		a.Items = append(a.Items, statement.New("when.kept", statement.N("n", k.Forecasts), statement.N("right", k.Right)))
	}
	if out.Thin {
		a.Items = append(a.Items, statement.New("when.thin-range").At(statement.Info))
	}
	if r.Stale {
		a.Items = append(a.Items, statement.New("when.stale", statement.On("date", record.DateOf(r.Newest))).At(statement.Info))
	}
}

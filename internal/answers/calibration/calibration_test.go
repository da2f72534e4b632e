package calibration_test

import (
	"bytes"
	"context"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"plumbline/forecast"
	"plumbline/forecast/estimate"
	"plumbline/internal/answers/calibration"
	"plumbline/internal/files/estimates"
	"plumbline/internal/kinds"
	"plumbline/internal/planfile"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

var now = time.Date(2026, 2, 20, 12, 0, 0, 0, time.UTC)

// finished are n tasks that take a lognormal multiple of their estimate.
func finished(n int) []estimates.Row {
	rng := rand.New(rand.NewPCG(1, 2))
	var out []estimates.Row
	for i := range n {
		e := []int64{60, 120, 240, 480}[rng.IntN(4)]
		at := now.AddDate(0, 0, -1).Add(-time.Duration(n-i) * time.Hour)
		out = append(out, estimates.Row{At: at, Project: []string{"pay", "web"}[i%2], Person: []string{"ana", "ben"}[rng.IntN(2)], Phase: "code",
			Estimate: e, Actual: max(1, int64(float64(e)*math.Exp(.3+.5*rng.NormFloat64())))})
	}
	return out
}

func TestStoredContentComesBackAndEqualRowsAreEqualBytes(t *testing.T) {
	rows := finished(50)
	a, err := calibration.Encode(rows)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := calibration.Encode(finished(50))
	back, err := calibration.Decode(a)
	if err != nil || !bytes.Equal(a, b) || !reflect.DeepEqual(back, rows) {
		t.Fatalf("%v, %d rows", err, len(back))
	}
	for _, bad := range [][]byte{nil, []byte("x"), a[:40]} {
		if _, err := calibration.Decode(bad); err == nil {
			t.Errorf("%d bytes were read as a track record", len(bad))
		}
	}
}

// team is an organisation of a plan file.
func team(t *testing.T, text string) *snapshot.Snapshot {
	t.Helper()
	snap, err := planfile.Load(context.Background(), kinds.Registry(), "plan.yaml", []byte(text), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	return snap
}

const two = "plan: Pay\npeople: {ana: {}, ben: {}}\ntasks: {one: {work: 2d}}\nmilestones: {launch: {by: 2026-03-10, to: Sales}}\n"

func TestARowInTwoFilesCountsOnceAndTwiceInOneFileTwice(t *testing.T) {
	n := calibration.NamesOf(team(t, two).System())
	r := finished(3)
	same := []estimates.Row{r[0], r[0], r[1]}
	if got := n.Outcomes(same, []estimates.Row{r[0], r[2]}); len(got) != 4 {
		t.Fatalf("%d outcomes of two alike, one shared and two single rows", len(got))
	}
	if got := n.Outcomes(same); got[0].Person != "ana" && got[0].Person != "ben" || strings.HasPrefix(got[0].Project, "elsewhere:") {
		t.Fatalf("named %+v", got[0])
	}
}

func ask(t *testing.T, snap *snapshot.Snapshot, rows []estimates.Row, who string) *calibration.Answer {
	t.Helper()
	track := calibration.Merge(now, calibration.NamesOf(snap.System()).Outcomes(rows))
	m := estimate.Learn(track)
	v := snap.View(record.Principal{Person: snap.ID("person", who), Roles: record.Member})
	return calibration.Ask(calibration.Source{Now: now, Track: track, Record: calibration.RecordOf(track, m), Own: .9}, v)
}

func TestForecastsOfAPastAreCheckedAndSaidInWords(t *testing.T) {
	a := ask(t, team(t, two), finished(700), "ana")
	k := a.Record.At(80)
	if k.Forecasts < 30 || a.Record.Batch != 20 {
		t.Fatalf("%d forecasts of %d tasks", k.Forecasts, a.Record.Batch)
	}
	if !a.Sound() {
		t.Errorf("a lognormal past is not foretold: %+v", a.Record.Levels)
	}
	if want := "forecasts called 80 % sure"; !strings.Contains(a.Headline.Text(), want) {
		t.Errorf("headline %q", a.Headline.Text())
	}
	sum := 0
	for _, n := range a.Record.Places {
		sum += n
	}
	if sum != k.Forecasts || a.Record.Bias < 1.1 || a.Record.Bias > 1.6 {
		t.Errorf("%d places of %d forecasts, bias %g", sum, k.Forecasts, a.Record.Bias)
	}
}

func TestWithLittlePastItSaysSoAndAsksAboutFewerTasks(t *testing.T) {
	snap := team(t, two)
	if a := ask(t, snap, nil, "ana"); a.Headline.ID != "calibration.none" || a.Sound() {
		t.Errorf("nothing: %s", a.Headline.Text())
	}
	a := ask(t, snap, finished(12), "ana")
	if a.Headline.ID != "calibration.thin" || len(a.Missing) == 0 || !strings.Contains(a.Headline.Text(), "12 finished tasks have") {
		t.Errorf("twelve: %s", a.Headline.Text())
	}
	if a := ask(t, snap, finished(90), "ana"); a.Record.Batch != 5 || a.Record.At(80).Forecasts == 0 {
		t.Errorf("ninety: %d tasks at once, %d forecasts", a.Record.Batch, a.Record.At(80).Forecasts)
	}
}

func TestAPersonsOwnRecordIsShownToThatPersonOnly(t *testing.T) {
	snap := team(t, two)
	rows := finished(100)
	ana, ben, other := ask(t, snap, rows, "ana"), ask(t, snap, rows, "ben"), ask(t, snap, rows, "nobody")
	if ana.Mine == nil || ben.Mine == nil || ana.Mine.Tasks+ben.Mine.Tasks != 100 {
		t.Fatalf("ana %+v, ben %+v", ana.Mine, ben.Mine)
	}
	if other.Mine != nil {
		t.Fatal("somebody else sees a person's record")
	}
	ana.Mine, ben.Mine = nil, nil
	ana.Items, ben.Items = ana.Items[:len(other.Items)], ben.Items[:len(other.Items)]
	if !reflect.DeepEqual(ana, other) || !reflect.DeepEqual(ben, other) {
		t.Fatal("the rest of the answer depends on who asks")
	}
}

func TestTheFutureChangesNothingOfTheRecord(t *testing.T) {
	snap := team(t, two)
	n := calibration.NamesOf(snap.System())
	rows := finished(300)
	past := calibration.Merge(now, n.Outcomes(rows))
	later := rows[0]
	later.At, later.Actual = now.AddDate(0, 0, 1), 99999
	if got := calibration.Merge(now, n.Outcomes(append(rows, later))); !reflect.DeepEqual(got, past) {
		t.Fatal("work finished after now was learned from")
	}
	// Of the first half, what was said stays as it was whatever the second half brings.
	half := estimate.Backtest(past[:150], 5)
	spoilt := append([]forecast.Outcome{}, past...)
	for i := 150; i < len(spoilt); i++ {
		spoilt[i].ActualMin = 1
	}
	if got := estimate.Backtest(spoilt, 5); !reflect.DeepEqual(got.Places[:len(half.Places)], half.Places) {
		t.Fatal("the second half changed what was said in the first")
	}
}

func TestPromisesAreScoredByWhatIsFinished(t *testing.T) {
	snap := team(t, `
plan: Pay
people: {ana: {}}
tasks:
  early: {work: 2d, done: 2026-01-10}
  late:  {work: 2d, done: 2026-02-10}
  open:  {work: 2d}
milestones:
  kept:   {after: early, by: 2026-01-20, to: Sales}
  broken: {after: late, by: 2026-01-31, to: Sales}
  past:   {after: open, by: 2026-02-01, to: Board}
  ahead:  {after: open, by: 2026-03-10, to: Board}
`)
	p := ask(t, snap, nil, "ana").Promises
	if p.Kept != 1 || p.Broken != 2 || p.Open != 1 {
		t.Fatalf("%+v", p)
	}
	if p.Past[0].Milestone.Key != "kept" || !p.Past[0].Kept || p.Past[1].Kept {
		t.Fatalf("%+v", p.Past)
	}
}

package decided

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"testing"

	"plumbline/internal/kinds/decide"
)

// weighing is a case that the pages' tests read too: they weigh while a slider moves, and
// must say what the server says. Options and criteria are numbered; -1 is nobody.
type weighing struct {
	Name    string       `json:"name"`
	Weights []float64    `json:"weights"`
	Scores  [][]*float64 `json:"scores"`
	Totals  []*float64   `json:"totals"`
	Leader  int          `json:"leader"`
	Holds   []struct {
		Low    float64 `json:"low"`
		LowTo  int     `json:"low_to"`
		High   float64 `json:"high"`
		HighTo int     `json:"high_to"`
	} `json:"holds"`
	Joint *struct {
		To      int       `json:"to"`
		Weights []float64 `json:"weights"`
	} `json:"joint"`
}

func (w *weighing) decision() *decide.Decision {
	d := &decide.Decision{}
	for i, weight := range w.Weights {
		d.Criteria = append(d.Criteria, decide.Criterion{Name: fmt.Sprint("c", i), Weight: weight})
	}
	for i, row := range w.Scores {
		o := decide.Option{Name: nameOf(i)}
		for k, s := range row {
			if s != nil {
				o.Scores = append(o.Scores, decide.Score{Criterion: fmt.Sprint("c", k), Value: *s})
			}
		}
		d.Options = append(d.Options, o)
	}
	return d
}

func nameOf(option int) string {
	if option < 0 {
		return ""
	}
	return fmt.Sprint("o", option)
}

func TestWeighingAgreesWithThePages(t *testing.T) {
	data, err := os.ReadFile("testdata/weighing.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []weighing
	if err := json.Unmarshal(data, &cases); err != nil || len(cases) < 8 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	same := func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }
	for _, c := range cases {
		s := Analyse(c.decision())
		if s.Leader != nameOf(c.Leader) {
			t.Errorf("%s: %s leads, want %s", c.Name, s.Leader, nameOf(c.Leader))
		}
		for _, got := range s.Scores {
			for i, want := range c.Totals {
				if got.Option == nameOf(i) && (got.Complete != (want != nil) || want != nil && !same(got.Score, *want)) {
					t.Errorf("%s: %s scores %g", c.Name, got.Option, got.Score)
				}
			}
		}
		for i, want := range c.Holds {
			got := s.Flips[i]
			if !same(got.Low, want.Low) || !same(got.High, want.High) || got.LowTo != nameOf(want.LowTo) || got.HighTo != nameOf(want.HighTo) {
				t.Errorf("%s: weight %d holds as %+v, want %+v", c.Name, i, got, want)
			}
		}
		if (s.Joint == nil) != (c.Joint == nil) || s.Joint != nil && s.Joint.To != nameOf(c.Joint.To) {
			t.Errorf("%s: together the weights move as %+v, want %+v", c.Name, s.Joint, c.Joint)
			continue
		}
		for i := range s.Weights {
			if c.Joint != nil && !same(s.Joint.Weights[i], c.Joint.Weights[i]) {
				t.Errorf("%s: together the weights move to %v, want %v", c.Name, s.Joint.Weights, c.Joint.Weights)
				break
			}
		}
	}
}

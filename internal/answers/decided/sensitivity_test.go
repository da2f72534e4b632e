package decided

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"plumbline/internal/kinds/decide"
)

func decision(weights []float64, options map[string][]float64, order ...string) *decide.Decision {
	d := &decide.Decision{}
	for i, w := range weights {
		d.Criteria = append(d.Criteria, decide.Criterion{Name: fmt.Sprintf("c%d", i), Weight: w})
	}
	for _, name := range order {
		o := decide.Option{Name: name}
		for i, s := range options[name] {
			o.Scores = append(o.Scores, decide.Score{Criterion: fmt.Sprintf("c%d", i), Value: s})
		}
		d.Options = append(d.Options, o)
	}
	return d
}

// A queue for settlement events: three options on five criteria.
func queue() *decide.Decision {
	return decision([]float64{.30, .25, .20, .15, .10}, map[string][]float64{
		"Kafka": {5, 6, 10, 6, 6}, "PostgreSQL": {9, 9, 5, 9, 9}, "NATS": {8, 8, 8, 4, 8},
	}, "Kafka", "PostgreSQL", "NATS")
}

func TestOnlyTheThirdWeightCanFlipTheQueueAlone(t *testing.T) {
	s := Analyse(queue())
	want := map[string]float64{"PostgreSQL": 8.2, "NATS": 7.4, "Kafka": 6.5}
	for _, got := range s.Scores {
		if math.Abs(got.Score-want[got.Option]) > 1e-9 {
			t.Errorf("%s scores %g, want %g", got.Option, got.Score, want[got.Option])
		}
	}
	if s.Leader != "PostgreSQL" || s.Scores[0].Option != "PostgreSQL" || s.Scores[2].Option != "Kafka" {
		t.Errorf("order %+v", s.Scores)
	}
	for i, f := range s.Flips {
		switch {
		case i == 2 && (math.Abs(f.High-7.0/19) > 1e-12 || f.HighTo != "NATS" || f.LowTo != ""):
			t.Errorf("third weight: %+v, want NATS from 7/19", f)
		case i != 2 && (f.LowTo != "" || f.HighTo != ""):
			t.Errorf("weight %d flips alone: %+v", i, f)
		}
	}
}

func TestTheJointChangeDrawsARivalLevelAndIsNoLargerThanAnySingleOne(t *testing.T) {
	d := queue()
	s := Analyse(d)
	if s.Joint == nil {
		t.Fatal("no joint change found")
	}
	sum := 0.0
	for i, w := range s.Joint.Weights {
		d.Criteria[i].Weight = w
		sum += w
	}
	again := Analyse(d)
	if !again.Tie || math.Abs(sum-1) > 1e-9 {
		t.Errorf("at %v (sum %g) the scores are %+v", s.Joint.Weights, sum, again.Scores)
	}
}

func TestFlipsAreWhereTheLeaderChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, m := rapid.IntRange(2, 6).Draw(t, "criteria"), rapid.IntRange(2, 5).Draw(t, "options")
		weights := make([]float64, n)
		for i := range weights {
			weights[i] = float64(rapid.IntRange(1, 20).Draw(t, "w"))
		}
		options, order := map[string][]float64{}, []string{}
		for o := range m {
			name := fmt.Sprintf("o%d", o)
			order = append(order, name)
			for range n {
				options[name] = append(options[name], float64(rapid.IntRange(0, 10).Draw(t, "s")))
			}
		}
		d := decision(weights, options, order...)
		s := Analyse(d)
		if s.Tie {
			return
		}
		i := rapid.IntRange(0, n-1).Draw(t, "which")
		x := rapid.Float64Range(0, 1).Draw(t, "x")
		f := s.Flips[i]
		if math.Abs(x-f.Low) < 1e-6 || math.Abs(x-f.High) < 1e-6 {
			return
		}
		moved := make([]float64, n)
		for j, w := range s.Weights {
			moved[j] = w * (1 - x) / (1 - s.Weights[i])
		}
		moved[i] = x
		again := Analyse(decision(moved, options, order...))
		holds := again.Leader == s.Leader && !again.Tie
		if inside := x > f.Low && x < f.High; inside && !holds || !inside && holds {
			t.Fatalf("weight %d at %g (holds from %g to %g): leader %s, was %s", i, x, f.Low, f.High, again.Leader, s.Leader)
		}
	})
}

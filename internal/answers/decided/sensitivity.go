package decided

import (
	"math"
	"slices"

	"plumbline/internal/kinds/decide"
)

// Score is one option's weighted score, 0 to 10.
type Score struct {
	Option   string  `json:"option"`
	Score    float64 `json:"score"`
	Complete bool    `json:"complete"` // scored on every criterion
}

// Flip is how far one weight can move, the others rescaled in proportion, before
// another option leads.
type Flip struct {
	Criterion string  `json:"criterion"`
	Weight    float64 `json:"weight"`
	Low       float64 `json:"low"` // the outcome holds from Low …
	LowTo     string  `json:"low_to,omitempty"`
	High      float64 `json:"high"` // … to High
	HighTo    string  `json:"high_to,omitempty"`
}

// Joint is the smallest change of all weights together (least squares, weights stay
// at least 0 and sum to 1) at which another option draws level.
type Joint struct {
	To      string    `json:"to"`
	Weights []float64 `json:"weights"` // in the order of the criteria
	Moved   float64   `json:"moved"`   // half the sum of absolute changes: the weight that changes hands
}

// Sensitivity is what the scores say and how firmly.
type Sensitivity struct {
	Weights []float64 `json:"weights"` // normalised to sum 1
	Scores  []Score   `json:"scores"`  // best first
	Leader  string    `json:"leader,omitempty"`
	Tie     bool      `json:"tie,omitempty"`
	Flips   []Flip    `json:"flips"`
	Joint   *Joint    `json:"joint,omitempty"`
}

// table is a decision as numbers: rows are options, columns criteria.
type table struct {
	names    []string
	weights  []float64
	scores   [][]float64
	complete []bool
}

func tableOf(d *decide.Decision) table {
	t := table{}
	total := 0.0
	for _, c := range d.Criteria {
		total += c.Weight
	}
	for _, c := range d.Criteria {
		w := c.Weight / total
		if total == 0 {
			w = 1 / float64(len(d.Criteria))
		}
		t.weights = append(t.weights, w)
	}
	for _, o := range d.Options {
		row := make([]float64, len(d.Criteria))
		found := 0
		for _, s := range o.Scores {
			if i := slices.IndexFunc(d.Criteria, func(c decide.Criterion) bool { return c.Name == s.Criterion }); i >= 0 {
				row[i] = s.Value
				found++
			}
		}
		t.names = append(t.names, o.Name)
		t.scores = append(t.scores, row)
		t.complete = append(t.complete, found == len(d.Criteria) && found > 0)
	}
	return t
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

// near is the difference under which two scores are level.
const near = 1e-9

// Analyse weighs the options of a decision and says how far the weights can move.
// Options that lack a score are shown and not compared.
func Analyse(d *decide.Decision) Sensitivity {
	t := tableOf(d)
	out := Sensitivity{Weights: append([]float64{}, t.weights...), Scores: []Score{}, Flips: []Flip{}}
	if len(d.Criteria) == 0 {
		return out
	}
	leader := -1
	for o := range t.names {
		s := dot(t.weights, t.scores[o])
		out.Scores = append(out.Scores, Score{t.names[o], s, t.complete[o]})
		if t.complete[o] && (leader < 0 || s > dot(t.weights, t.scores[leader])+near) {
			leader = o
		}
	}
	slices.SortStableFunc(out.Scores, func(a, b Score) int {
		return int(math.Copysign(1, b.Score-a.Score)) * b2i(math.Abs(a.Score-b.Score) > near)
	})
	if leader < 0 {
		return out
	}
	out.Leader = t.names[leader]
	for o := range t.names {
		if o != leader && t.complete[o] && math.Abs(dot(t.weights, t.scores[o])-dot(t.weights, t.scores[leader])) <= near {
			out.Tie = true
		}
	}
	for i := range d.Criteria {
		out.Flips = append(out.Flips, t.flip(d.Criteria[i].Name, i, leader))
	}
	out.Joint = t.joint(leader)
	return out
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// flip moves weight i from 0 to 1. An option's lead over another is a straight line
// in that weight, so each rival takes over at one crossing at most.
func (t *table) flip(name string, i, leader int) Flip {
	f := Flip{Criterion: name, Weight: t.weights[i], Low: 0, High: 1}
	rest := 1 - t.weights[i]
	if rest <= near {
		return f
	}
	for o := range t.names {
		if o == leader || !t.complete[o] {
			continue
		}
		lead := t.scores[leader][i] - t.scores[o][i]
		all := dot(t.weights, t.scores[leader]) - dot(t.weights, t.scores[o])
		others := (all - t.weights[i]*lead) / rest
		if math.Abs(lead-others) <= near {
			continue
		}
		x := others / (others - lead)
		switch {
		case x < near || x > 1-near: // level at the very end is no other leader
		case lead < others && x >= f.Weight-near && x < f.High:
			f.High, f.HighTo = x, t.names[o]
		case lead > others && x <= f.Weight+near && x > f.Low:
			f.Low, f.LowTo = x, t.names[o]
		}
	}
	return f
}

// joint projects the weights onto the set where a rival draws level, for each rival,
// and gives the nearest; nil when none can.
func (t *table) joint(leader int) *Joint {
	var best *Joint
	least := math.Inf(1)
	for o := range t.names {
		if o == leader || !t.complete[o] {
			continue
		}
		diff := make([]float64, len(t.weights))
		for i := range diff {
			diff[i] = t.scores[leader][i] - t.scores[o][i]
		}
		v, ok := project(t.weights, diff)
		if !ok {
			continue
		}
		moved, square := 0.0, 0.0
		for i := range v {
			moved += math.Abs(v[i]-t.weights[i]) / 2
			square += (v[i] - t.weights[i]) * (v[i] - t.weights[i])
		}
		if square < least-near {
			least, best = square, &Joint{To: t.names[o], Weights: v, Moved: moved}
		}
	}
	return best
}

// project finds the point nearest to w with sum 1, at least 0 everywhere and
// diff·v = 0, by fixing negative parts at zero until none is left.
func project(w, diff []float64) ([]float64, bool) {
	free := make([]bool, len(w))
	for i := range free {
		free[i] = true
	}
	for range w {
		v, ok := onPlane(w, diff, free)
		if !ok {
			return nil, false
		}
		worst := -1
		for i := range v {
			if v[i] < -near && (worst < 0 || v[i] < v[worst]) {
				worst = i
			}
		}
		if worst < 0 {
			return v, true
		}
		free[worst] = false
	}
	return nil, false
}

// onPlane solves the two multipliers of the free parts.
func onPlane(w, diff []float64, free []bool) ([]float64, bool) {
	var n, sd, sdd, sw, swd float64
	for i := range w {
		if free[i] {
			n++
			sd += diff[i]
			sdd += diff[i] * diff[i]
			sw += w[i]
			swd += w[i] * diff[i]
		}
	}
	det := n*sdd - sd*sd
	if det < near {
		return nil, false
	}
	a := ((1-sw)*sdd + swd*sd) / det
	b := (-swd*n - (1-sw)*sd) / det
	v := make([]float64, len(w))
	for i := range w {
		if free[i] {
			v[i] = w[i] + a + b*diff[i]
		}
	}
	return v, true
}

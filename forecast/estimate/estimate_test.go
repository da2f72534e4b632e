package estimate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// world makes one project's outcomes by rules the model was not told.
type world struct {
	name  string
	ratio func(rng *rand.Rand) func(k int) float64 // of the project's k-th task
}

func worlds() []world {
	return []world{
		{"projects that lie off by a common factor", func(rng *rand.Rand) func(int) float64 {
			bias, sd := 0.3*rng.NormFloat64(), 0.3+0.5*rng.Float64()
			return func(int) float64 { return math.Exp(bias + sd*rng.NormFloat64()) }
		}},
		{"moods that last a month", func(rng *rand.Rand) func(int) float64 {
			mood := 0.0
			return func(k int) float64 {
				if k%20 == 0 {
					mood = 0.6*mood + 0.25*rng.NormFloat64()
				}
				return math.Exp(mood + 0.5*rng.NormFloat64())
			}
		}},
		{"heavy tails", func(rng *rand.Rand) func(int) float64 {
			return func(int) float64 { return 0.5 + 0.4*math.Pow(rng.Float64(), -1/2.2) }
		}},
		{"half done exactly as estimated", func(rng *rand.Rand) func(int) float64 {
			bias := 0.2 * rng.NormFloat64()
			return func(int) float64 {
				if rng.Float64() < 0.5 {
					return 1
				}
				return math.Exp(bias) * rng.ExpFloat64() * 1.3
			}
		}},
		{"slow drift", func(rng *rand.Rand) func(int) float64 {
			return func(k int) float64 { return (1 + float64(k)/400) * math.Exp(0.6*rng.NormFloat64()-0.2) }
		}},
	}
}

// track interleaves projects of a world in order of completion.
func track(w world, seed uint64, projects, tasks int) []Outcome {
	rng := rand.New(rand.NewPCG(seed, 2))
	sizes := []float64{30, 60, 120, 240, 480, 960}
	draw := make([]func(int) float64, projects)
	for p := range draw {
		draw[p] = w.ratio(rng)
	}
	var out []Outcome
	for k := range tasks {
		for p := range draw {
			e := sizes[rng.IntN(len(sizes))]
			out = append(out, Outcome{Project: fmt.Sprint("p", p), Person: fmt.Sprint("u", p, rng.IntN(3)), Kind: "code",
				EstimateMin: int64(e), ActualMin: int64(math.Max(1, math.Round(e*draw[p](k))))})
		}
	}
	return out
}

// walk forecasts the next n tasks of each project again and again, each time from
// what was completed before, and hands every forecast to see with what came true.
func walk(past []Outcome, n int, see func(s Sum, took float64)) {
	m, own := New(), map[string][]int{}
	for i, o := range past {
		own[o.Project] = append(own[o.Project], i)
	}
	done := map[string]int{}
	for i, o := range past {
		m.Add(o)
		done[o.Project]++
		rest := own[o.Project][done[o.Project]:]
		if i < 50 || done[o.Project]%n != 1 || len(rest) < n {
			continue
		}
		var next []Task
		took := 0.0
		for _, j := range rest[:n] {
			next = append(next, Task{past[j].Project, past[j].Person, past[j].Kind, float64(past[j].EstimateMin)})
			took += float64(past[j].ActualMin)
		}
		see(m.Sum(next), took)
	}
}

// coverage gives in percent how often what came true lay at or below each level.
func coverage(worlds []world, read func(s Sum, p float64) float64) (share [5]float64, n float64) {
	for i, w := range worlds {
		walk(track(w, uint64(i)+40, 20, 300), Run, func(s Sum, took float64) {
			n++
			for k, p := range []float64{.1, .5, .8, .85, .9} {
				if took <= read(s, p) {
					share[k]++
				}
			}
		})
	}
	for k := range share {
		share[k] *= 100 / n
	}
	return share, n
}

func TestSumsOfTheNextTasksComeTrueAsOftenAsTheySay(t *testing.T) {
	got, n := coverage(worlds(), Sum.Quantile)
	bands := [5][2]float64{{7, 13}, {47, 53}, {77, 83}, {82, 88}, {87, 93}}
	for i, b := range bands {
		if got[i] < b[0] || got[i] > b[1] {
			t.Errorf("level %d: %.1f %% of %v forecasts came true, want %v", i, got[i], n, b)
		}
	}
	t.Logf("%.1f of %v", got, n)
}

func TestWithoutCommonCausesTheRangesAreTooNarrow(t *testing.T) {
	independent := func(s Sum, p float64) float64 {
		return s.Expected * math.Exp(s.Own*math.Sqrt2*math.Erfinv(2*p-1))
	}
	got, _ := coverage(worlds()[:2], independent)
	if inside := got[4] - got[0]; inside > 70 {
		t.Fatalf("%.0f %% of the sums lay inside P10–P90 although common causes were left out", inside)
	}
}

func TestNothingSaidDependsOnWhatComesLater(t *testing.T) {
	past := track(worlds()[1], 3, 4, 60)
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.IntRange(60, len(past)-1).Draw(t, "changed from")
		factor := rapid.Int64Range(2, 50).Draw(t, "factor")
		var before, after []float64
		other := append([]Outcome{}, past...)
		for i := from; i < len(other); i++ {
			other[i].ActualMin *= factor
		}
		ask := func(past []Outcome, into *[]float64) {
			m := New()
			for _, o := range past[:from] {
				m.Add(o)
				*into = append(*into, m.Sum([]Task{{"p1", "u10", "code", 120}, {"p1", "u11", "code", 60}}).Quantile(.8))
			}
		}
		ask(past, &before)
		ask(other, &after)
		for i := range before {
			if before[i] != after[i] {
				t.Fatalf("what was said after outcome %d changed", i)
			}
		}
	})
}

func TestExactlyAsEstimatedKeepsItsShare(t *testing.T) {
	m := Learn(track(worlds()[3], 9, 3, 200))
	r := m.Ratios(Task{"p0", "u01", "code", 120})
	exact := 0.0
	for i := range 1000 {
		if math.Abs(r.At((float64(i)+.5)/1000)) < 0.01 {
			exact += 0.1
		}
	}
	if exact < 40 || exact > 62 {
		t.Fatalf("%.0f %% of draws are exactly as estimated; half of the past was", exact)
	}
}

func TestAThinRecordLeansOnThePriorAndSaysSo(t *testing.T) {
	task := Task{"p0", "u01", "code", 120}
	none, some, much := New(), Learn(track(worlds()[0], 1, 1, 10)), Learn(track(worlds()[0], 1, 3, 300))
	if none.Share(task) != 0 {
		t.Fatalf("a model without outcomes claims %v of its own", none.Share(task))
	}
	if a, b := some.Share(task), much.Share(task); a <= 0.1 || a > 0.8 || b < 0.95 {
		t.Fatalf("own share %v after 10 outcomes, %v after 900", a, b)
	}
	for i, p := range publicData() {
		e := bounds()[min(i, len(bounds())-1)] + float64(i/len(bounds()))
		if got := none.Ratios(Task{Minutes: e}).At(.9); math.Abs(got-p.at(.9)) > 0.25 {
			t.Errorf("bucket %d: P90 of the prior is %v, published %v", i, got, p.at(.9))
		}
	}
}

func TestOutcomesWithoutBothNumbersSayNothing(t *testing.T) {
	m := Learn([]Outcome{{EstimateMin: 0, ActualMin: 5}, {EstimateMin: 5, ActualMin: 0}})
	if m.Len() != 0 {
		t.Fatalf("%d outcomes were learned", m.Len())
	}
}

// What is kept of a model's answers never outlives an outcome learned later.
func TestWhatIsKeptIsOfTheOutcomesLearned(t *testing.T) {
	track := []Outcome{}
	m := New()
	task := Task{Kind: "fix", Person: "lee", Minutes: 200}
	before := *m.Ratios(task)
	for i := range 60 {
		o := Outcome{Project: "a", Kind: "fix", Person: "lee", EstimateMin: 200, ActualMin: int64(200 + 10*i)}
		track = append(track, o)
		m.Add(o)
		fresh := Learn(track)
		if *m.Ratios(task) != *fresh.Ratios(task) || m.Share(task) != fresh.Share(task) {
			t.Fatalf("after %d outcomes the model answers otherwise than one that learned the same at once", i+1)
		}
	}
	if *m.Ratios(task) == before {
		t.Error("sixty outcomes changed nothing")
	}
	others := []Task{{Kind: "feature", Person: "lee", Minutes: 200}, {Kind: "fix", Person: "max", Minutes: 200}, {Kind: "fix", Person: "lee", Minutes: 2000}}
	for _, o := range others {
		fresh := Learn(track)
		if *m.Ratios(o) != *fresh.Ratios(o) {
			t.Errorf("%+v is answered as another task", o)
		}
	}
}

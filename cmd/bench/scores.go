package main

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
)

// covered are the levels whose coverage is counted; lost are those of the pinball.
var (
	covered = [...]float64{.1, .5, .8, .85, .9}
	lost    = [...]float64{.1, .5, .85, .9}
)

// scores gathers how forecasts came out.
type scores struct {
	projects     int
	inside       [len(covered)][]float64
	cluster      []string
	loss, actual float64
	widths       []float64
}

func newScores(projects int) *scores { return &scores{projects: projects} }

// add scores one forecast; quantile gives hours. Ties count half.
func (s *scores) add(b batch, quantile func(p float64) float64) {
	actual := 0.0
	for _, t := range b.tasks {
		actual += t.actual
	}
	for i, p := range covered {
		s.inside[i] = append(s.inside[i], below(actual, quantile(p)))
	}
	for _, p := range lost {
		q := quantile(p)
		s.loss += max((actual-q)*p, (q-actual)*(1-p)) / float64(len(lost))
	}
	s.actual += actual
	s.widths = append(s.widths, (quantile(.9)-quantile(.1))/quantile(.5))
	name := b.project
	if s.projects == 1 {
		name = strconv.Itoa(b.count / 10)
	}
	s.cluster = append(s.cluster, name)
}

func below(actual, q float64) float64 {
	switch {
	case math.Abs(actual-q) < 1e-9:
		return 0.5
	case actual < q:
		return 1
	}
	return 0
}

func (s *scores) figures() calibrated {
	var mean, se [len(covered)]float64
	for i := range covered {
		mean[i], se[i] = clustered(s.inside[i], s.cluster)
	}
	slices.Sort(s.widths)
	return calibrated{
		N:   len(s.cluster),
		P10: mean[0], P10SE: se[0], P50: mean[1], P50SE: se[1], P80: mean[2], P80SE: se[2],
		P85: mean[3], P85SE: se[3], P90: mean[4], P90SE: se[4],
		Pinball: places(s.loss/s.actual, 4), Width: places(ordered(s.widths, .5), 3),
	}
}

// clustered gives the mean in percent and its standard error when values of one
// cluster move together.
func clustered(values []float64, clusters []string) (mean, se float64) {
	for _, v := range values {
		mean += v / float64(len(values))
	}
	sums := map[string]float64{}
	for i, v := range values {
		sums[clusters[i]] += v - mean
	}
	squares, n := 0.0, float64(len(sums))
	for _, v := range sums {
		squares += v * v
	}
	se = math.Sqrt(squares*n/max(1, n-1)) / float64(len(values))
	return places(100*mean, 1), places(100*se, 1)
}

func places(x float64, n int) float64 {
	scale := math.Pow10(n)
	return math.Round(x*scale) / scale
}

// ordered reads a quantile of sorted values, straight between neighbours.
func ordered(sorted []float64, p float64) float64 {
	k := p * float64(len(sorted)-1)
	low := int(k)
	return sorted[low] + (sorted[min(low+1, len(sorted)-1)]-sorted[low])*(k-float64(low))
}

// The baseline: each task draws a past ratio independently, from the last 200 of the
// same person and size if there are 20, else the last 500 of the size if 30, else the
// last 500 of all.
const (
	baselineDraws = 1000
	baselineReach = 4000
)

func baselineSize(hours float64) int {
	n, _ := slices.BinarySearch([]float64{1, 3.5, 7.5, 21}, hours)
	return n
}

func scoreBaseline(tasks []finishedTask, batches []batch, projects int, seed uint64) calibrated {
	rng := rand.New(rand.NewPCG(seed, 0))
	s := newScores(projects)
	for _, b := range batches {
		sums := baselineSums(rng, tasks[max(0, b.known-baselineReach):b.known], b.tasks)
		s.add(b, func(p float64) float64 { return ordered(sums, p) })
	}
	return s.figures()
}

func baselineSums(rng *rand.Rand, past, next []finishedTask) []float64 {
	type who struct {
		person string
		size   int
	}
	bySize, byBoth := map[int][]float64{}, map[who][]float64{}
	var all []float64
	for _, t := range past {
		size, ratio := baselineSize(t.estimate), t.actual/t.estimate
		bySize[size] = append(bySize[size], ratio)
		byBoth[who{t.person, size}] = append(byBoth[who{t.person, size}], ratio)
		all = append(all, ratio)
	}
	sums := make([]float64, baselineDraws)
	for _, t := range next {
		size := baselineSize(t.estimate)
		pool := last(all, 500)
		if both := byBoth[who{t.person, size}]; len(both) >= 20 {
			pool = last(both, 200)
		} else if same := bySize[size]; len(same) >= 30 {
			pool = last(same, 500)
		}
		for i := range sums {
			sums[i] += t.estimate * pool[rng.IntN(len(pool))]
		}
	}
	slices.Sort(sums)
	return sums
}

func last(values []float64, n int) []float64 { return values[max(0, len(values)-n):] }

package sim

import (
	"math"
	"math/rand/v2"
	"sort"
)

// Law says how actual work relates to what was guessed as likely. It is a mixture of
// a gamma and a Weibull, with an atom at "exactly as guessed", times a cause that
// tasks of a project share and one that tasks begun in the same week share. None of
// these is lognormal: a forecaster that fits lognormals must earn its coverage here.
type Law struct {
	Exact         float64 // share that takes exactly what was guessed
	Smooth        float64 // share of the rest drawn from the gamma
	GammaShape    float64
	GammaMean     float64
	WeibullShape  float64
	WeibullMean   float64
	ProjectShape  float64 // gamma shape of the cause a project shares, mean ProjectMean
	ProjectMean   float64
	WeekShape     float64 // gamma shape of the cause a week shares, mean 1
	RoundMinutes  int64
	GuessMeanMins float64
}

// Durations is the law of every organisation made by New.
func Durations() Law {
	return Law{
		Exact: 0.12, Smooth: 0.72, GammaShape: 4.5, GammaMean: 0.98, WeibullShape: 1.15, WeibullMean: 1.65,
		ProjectShape: 22, ProjectMean: 1.08, WeekShape: 45, RoundMinutes: 15, GuessMeanMins: 14 * 60,
	}
}

// Project draws the common cause of a project.
func (l Law) Project(r *rand.Rand) float64 { return Gamma(r, l.ProjectShape, l.ProjectMean) }

// Week draws the common cause of a week.
func (l Law) Week(r *rand.Rand) float64 { return Gamma(r, l.WeekShape, 1) }

// Actual draws what a task guessed at likely minutes takes, given its causes.
func (l Law) Actual(r *rand.Rand, likely int64, project, week float64) int64 {
	if r.Float64() < l.Exact {
		return likely
	}
	f := 0.0
	if r.Float64() < l.Smooth {
		f = Gamma(r, l.GammaShape, l.GammaMean)
	} else {
		f = Weibull(r, l.WeibullShape, l.WeibullMean)
	}
	m := float64(likely) * f * project * week
	return max(l.RoundMinutes, int64(math.Round(m/float64(l.RoundMinutes)))*l.RoundMinutes)
}

// Guess draws a three-point estimate in minutes: P10, mode and P90 as a person would
// say them, whole hours, somewhat too narrow.
func (l Law) Guess(r *rand.Rand) (low, likely, high int64) {
	hours := max(2, math.Round(Weibull(r, 1.3, l.GuessMeanMins)/60))
	low = int64(math.Max(1, math.Round(hours*between(r, 0.62, 0.8)))) * 60
	high = int64(math.Round(hours*between(r, 1.35, 1.9))+1) * 60
	return low, int64(hours) * 60, high
}

// Quantile gives a quantile (p in 0–1) of the actual over the likely guess, all causes
// drawn anew each time, from 40,000 draws: good to about one percent.
func (l Law) Quantile(p float64) float64 {
	r := Rand(1, "quantile of a law")
	draws := make([]float64, 40000)
	for i := range draws {
		draws[i] = float64(l.Actual(r, 600000, l.Project(r), l.Week(r))) / 600000
	}
	sort.Float64s(draws)
	return draws[min(len(draws)-1, int(p*float64(len(draws))))]
}

package main

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"slices"

	"plumbline/history"
	"plumbline/history/know"
	"plumbline/history/review"
)

// reviewers replays a repository without looking ahead: who would have been
// suggested for each reviewed commit, and who for each area's next author.
func reviewers(ctx context.Context, args []string, out io.Writer) error {
	f := flag.NewFlagSet("reviewers", flag.ContinueOnError)
	repo := f.String("repo", "", "repository to replay")
	last := f.Int("last", 2000, "how many of the newest reviewed commits to predict")
	who := f.Int("who", 1000, "how many of the newest changes to predict the author of")
	asJSON := f.Bool("json", false, "print one line of JSON last")
	index := f.String("index", "", "index file to use")
	if err := f.Parse(args); err != nil {
		return err
	}
	r, err := history.Open(ctx, *repo, history.Options{Index: *index})
	if err != nil {
		return err
	}
	replayWho(r, *who, out)
	replayKnows(r, out)
	s := replayReviews(r, *last, out)
	replayLoad(r, *last, out)
	if *asJSON {
		return json.NewEncoder(out).Encode(s)
	}
	return nil
}

// replayed is the outcome of a replay: percent, and the mean reciprocal rank.
type replayed struct {
	N    int     `json:"n"`
	Top1 float64 `json:"top1"`
	Top3 float64 `json:"top3"`
	Top5 float64 `json:"top5"`
	MRR  float64 `json:"mrr"`
}

// ranks collects where the first hit stood: 0 = nowhere.
type ranks []int

func (rs ranks) sum() replayed {
	out := replayed{N: len(rs)}
	for _, rank := range rs {
		for k, to := range map[int]*float64{1: &out.Top1, 3: &out.Top3, 5: &out.Top5} {
			if rank > 0 && rank <= k {
				*to += 100 / float64(len(rs))
			}
		}
		if rank > 0 {
			out.MRR += 1 / float64(rank) / float64(len(rs))
		}
	}
	return out
}

func (rs ranks) print(out io.Writer, name string) {
	s := rs.sum()
	se := func(p float64) float64 { return 100 * math.Sqrt(p/100*(1-p/100)/float64(max(len(rs), 1))) }
	var v float64
	for _, rank := range rs {
		x := 0.0
		if rank > 0 {
			x = 1 / float64(rank)
		}
		v += (x - s.MRR) * (x - s.MRR)
	}
	n := float64(max(len(rs), 1))
	fmt.Fprintf(out, "%-44s top-1 %5.1f ± %.1f %%  top-3 %5.1f ± %.1f %%  top-5 %5.1f ± %.1f %%  MRR %.3f ± %.3f\n",
		name, s.Top1, se(s.Top1), s.Top3, se(s.Top3), s.Top5, se(s.Top5), s.MRR, math.Sqrt(v/n/n))
}

func replayReviews(r *history.Repository, last int, out io.Writer) replayed {
	var reviewed []int
	for i := range r.Commits {
		if r.Commits[i].Parents < 2 && !r.People[r.Commits[i].Author].Bot && len(review.Reviewers(r, i)) > 0 {
			reviewed = append(reviewed, i)
		}
	}
	reviewed = reviewed[max(0, len(reviewed)-last):]
	if len(reviewed) == 0 {
		fmt.Fprintln(out, "No commit here names a reviewer in its trailers.")
		return replayed{}
	}
	m := review.NewModel(r)
	b := newBusy(r)
	var ours, frequent, touched ranks
	for i := range r.Commits {
		if len(reviewed) > 0 && i == reviewed[0] {
			reviewed = reviewed[1:]
			was := review.Reviewers(r, i)
			ours = append(ours, firstHit(m.Rank(i), was))
			frequent = append(frequent, firstHit(b.frequent(i), was))
			touched = append(touched, firstHit(b.touched(i), was))
		}
		m.Learn(i)
		b.learn(i)
	}
	fmt.Fprintf(out, "Reviewers of the last %d reviewed commits:\n", len(ours))
	ours.print(out, "plumbline")
	frequent.print(out, "most frequent reviewers of 90 days")
	touched.print(out, "past reviewers of the touched files")
	return ours.sum()
}

func firstHit(ranked, was []history.PersonID) int {
	for k, p := range ranked {
		if slices.Contains(was, p) {
			return k + 1
		}
	}
	return 0
}

// busy holds the two baselines.
type busy struct {
	r      *history.Repository
	recent []int // reviewed commits of the last 90 days
	files  map[history.FileID]map[history.PersonID]int
}

func newBusy(r *history.Repository) *busy {
	return &busy{r: r, files: map[history.FileID]map[history.PersonID]int{}}
}

func (b *busy) learn(i int) {
	who := review.Reviewers(b.r, i)
	if len(who) == 0 {
		return
	}
	b.recent = append(b.recent, i)
	for _, ch := range b.r.ChangesOf(i) {
		if b.files[ch.File] == nil {
			b.files[ch.File] = map[history.PersonID]int{}
		}
		for _, p := range who {
			b.files[ch.File][p]++
		}
	}
}

func (b *busy) frequent(i int) []history.PersonID {
	from := b.r.Commits[i].Committed.AddDate(0, 0, -90)
	count := map[history.PersonID]int{}
	for len(b.recent) > 0 && b.r.Commits[b.recent[0]].Committed.Before(from) {
		b.recent = b.recent[1:]
	}
	for _, j := range b.recent {
		for _, p := range review.Reviewers(b.r, j) {
			count[p]++
		}
	}
	return most(count, b.r.Commits[i].Author)
}

func (b *busy) touched(i int) []history.PersonID {
	count := map[history.PersonID]int{}
	for _, ch := range b.r.ChangesOf(i) {
		for p, n := range b.files[ch.File] {
			count[p] += n
		}
	}
	return most(count, b.r.Commits[i].Author)
}

func most(count map[history.PersonID]int, not history.PersonID) []history.PersonID {
	var out []history.PersonID
	for p := range count {
		if p != not {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b history.PersonID) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	return out
}

// replayWho measures how often the area's next author is among the first three.
func replayWho(r *history.Repository, last int, out io.Writer) {
	var counted []int
	for i := range r.Commits {
		if r.Commits[i].Quiet == "" && len(r.ChangesOf(i)) > 0 {
			counted = append(counted, i)
		}
	}
	from := len(r.Commits)
	if n := len(counted); n > 0 {
		from = counted[max(0, n-last)]
	}
	w := know.NewWalker(r)
	var ours, base ranks
	for i := range r.Commits {
		if i >= from {
			c := &r.Commits[i]
			for _, a := range w.Areas(i) {
				was := []history.PersonID{c.Author}
				ours = append(ours, firstHit(w.Who(a, c.Committed.Unix(), 5), was))
				base = append(base, firstHit(w.Busiest(a, c.Committed.Unix(), 5), was))
			}
		}
		w.Step(i)
	}
	fmt.Fprintf(out, "The next author of an area, over the last %d changes (%d times an area was changed):\n", min(last, len(counted)), len(ours))
	ours.print(out, "plumbline who")
	base.print(out, "most commits there in the last 365 days")
}

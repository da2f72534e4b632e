package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sort"
	"strconv"
	"strings"
	"syscall"
	"time"

	"plumbline/internal/benchread"
	"plumbline/internal/benchread/rawcheck"
	"plumbline/schedule"
)

// scheduleFlags are what `bench schedule` was asked.
type scheduleFlags struct {
	format, dir, best, resume, peer string
	time                            time.Duration
	schedules                       int64
	sample                          int
	seed                            uint64
	workers                         int
	json, front                     bool
	reference                       string
	long                            time.Duration
	longSchedules                   int64
}

// instanceResult is one line of --json, and of a --resume file.
type instanceResult struct {
	Instance   string  `json:"instance"`
	Finish     int     `json:"finish"`
	Best       int     `json:"best_known,omitempty"`
	Lower      int     `json:"lower_bound,omitempty"`
	Bound      int     `json:"bound"`
	Proven     bool    `json:"proven"`
	OverBest   float64 `json:"over_best_pct"`
	OverBound  float64 `json:"over_bound_pct"`
	Schedules  int64   `json:"schedules"`
	Wall       float64 `json:"wall_s"`
	CPU        float64 `json:"cpu_s"`
	Cost       int     `json:"cost,omitempty"`
	CostExact  bool    `json:"cost_exact,omitempty"`
	CostMillis float64 `json:"cost_ms,omitempty"`
	FrontN     int     `json:"front_n,omitempty"`
	FrontHV    float64 `json:"front_hv_pct,omitempty"`
	Peer       int     `json:"peer_finish,omitempty"`
	PeerWall   float64 `json:"peer_wall_s,omitempty"`
	Invalid    string  `json:"invalid,omitempty"`
	Asked      string  `json:"asked"` // time, budget and seed: --resume goes on with its own only
}

// scheduleSummary is the last line of --json.
type scheduleSummary struct {
	Set       string   `json:"set"`
	N         int      `json:"n"`
	OverBest  float64  `json:"avg_over_best_pct"`
	OverBound float64  `json:"avg_over_bound_pct"`
	AtBest    float64  `json:"at_best_pct"`
	Proven    float64  `json:"proven_pct"`
	Invalid   int      `json:"invalid"`
	CPU       float64  `json:"cpu_s"`
	CostExact *float64 `json:"cost_exact_pct,omitempty"`
	FrontN    *float64 `json:"front_n,omitempty"`
	FrontHV   *float64 `json:"front_hv_pct,omitempty"`
	PeerBest  *float64 `json:"peer_over_best_pct,omitempty"`
}

// known is what a CSV says about an instance.
type known struct{ lower, best, cost int }

func scheduleBench(ctx context.Context, args []string, out io.Writer) error {
	f, err := parseSchedule(args)
	if err != nil {
		return err
	}
	names, err := f.instances()
	if err != nil {
		return err
	}
	table, err := f.known()
	if err != nil {
		return err
	}
	done, err := f.resumed()
	if err != nil {
		return err
	}
	var results []instanceResult
	for _, name := range names {
		r, ok := done[name]
		if !ok {
			if r, err = f.solve(ctx, name, table[name]); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			if err := f.keep(r); err != nil {
				return err
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		results = append(results, r)
		if f.json {
			if err := json.NewEncoder(out).Encode(r); err != nil {
				return err
			}
		}
	}
	return f.report(out, results)
}

func parseSchedule(args []string) (*scheduleFlags, error) {
	f := &scheduleFlags{}
	s := flag.NewFlagSet("schedule", flag.ContinueOnError)
	s.StringVar(&f.format, "format", "", "psplib, imopse or mspsp")
	s.StringVar(&f.dir, "dir", "", "folder with the instances")
	s.StringVar(&f.best, "best", "", "CSV with best-known values (default DIR.csv)")
	s.DurationVar(&f.time, "time", time.Second, "wall time an instance")
	s.Int64Var(&f.schedules, "schedules", 0, "budget in schedules an instance; the time is a cap then, if given")
	s.IntVar(&f.sample, "sample", 0, "draw this many instances by seed")
	s.Uint64Var(&f.seed, "seed", 1, "seed of sample and search")
	s.IntVar(&f.workers, "workers", runtime.NumCPU(), "goroutines")
	s.StringVar(&f.resume, "resume", "", "file with the results so far; continued")
	s.StringVar(&f.peer, "peer", "", "tj3 runs TaskJuggler beside ours where it is installed")
	s.BoolVar(&f.json, "json", false, "one object an instance, a summary last")
	s.BoolVar(&f.front, "front", false, "also the front of duration and cost (imopse)")
	s.StringVar(&f.reference, "front-reference", "", "folder of reference fronts; a missing one is made by five long searches and kept")
	s.DurationVar(&f.long, "front-long", time.Minute, "time of each of those searches")
	s.Int64Var(&f.longSchedules, "front-long-schedules", 0, "budget in schedules of each of those searches, in place of the time")
	if err := s.Parse(args); err != nil {
		return nil, err
	}
	if extensions[f.format] == "" || f.dir == "" {
		return nil, errors.New("give --format psplib|imopse|mspsp and --dir DIR")
	}
	if f.peer != "" && f.peer != "tj3" {
		return nil, fmt.Errorf("the peer %q is not known; give tj3", f.peer)
	}
	if f.best == "" {
		f.best = strings.TrimSuffix(filepath.Clean(f.dir), "/") + ".csv"
	}
	given := map[string]bool{}
	s.Visit(func(x *flag.Flag) { given[x.Name] = true })
	if f.schedules > 0 && !given["time"] {
		f.time = 0
	}
	return f, nil
}

var extensions = map[string]string{"psplib": ".sm", "imopse": ".def", "mspsp": ".dzn"}

// instances lists the files of the folder, a sample of them by seed if asked.
func (f *scheduleFlags) instances() ([]string, error) {
	all, err := filepath.Glob(filepath.Join(f.dir, "*"+extensions[f.format]))
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("no %s files in %s", extensions[f.format], f.dir)
	}
	for i := range all {
		all[i] = strings.TrimSuffix(filepath.Base(all[i]), extensions[f.format])
	}
	sort.Strings(all)
	if f.sample > 0 && f.sample < len(all) {
		r := rand.New(rand.NewPCG(f.seed, 0x5a))
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		all = all[:f.sample]
		sort.Strings(all)
	}
	return all, nil
}

// known reads the CSV; without one there is simply nothing to compare with.
func (f *scheduleFlags) known() (map[string]known, error) {
	table := map[string]known{}
	file, err := os.Open(f.best)
	if errors.Is(err, os.ErrNotExist) {
		return table, nil
	} else if err != nil {
		return nil, err
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, fmt.Errorf("%s: %w", f.best, err)
	}
	column := func(row []string, name string, scale float64) int {
		i := slices.Index(rows[0], name)
		if i < 0 {
			return 0
		}
		v, _ := strconv.ParseFloat(row[i], 64)
		return int(v*scale + 0.5)
	}
	for _, row := range rows[1:] {
		table[row[0]] = known{column(row, "lower_bound", 1), column(row, "best_known", 1), column(row, "min_cost", 100)}
	}
	return table, nil
}

func (f *scheduleFlags) resumed() (map[string]instanceResult, error) {
	done := map[string]instanceResult{}
	if f.resume == "" {
		return done, nil
	}
	file, err := os.Open(f.resume)
	if errors.Is(err, os.ErrNotExist) {
		return done, nil
	} else if err != nil {
		return nil, err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var r instanceResult
		if json.Unmarshal(lines.Bytes(), &r) == nil && r.Asked == f.asked() { // a line cut short is run again
			done[r.Instance] = r
		}
	}
	return done, lines.Err()
}

// asked is what makes two results comparable.
func (f *scheduleFlags) asked() string {
	return fmt.Sprintf("%s, %d schedules, seed %d, front %v, peer %s", f.time, f.schedules, f.seed, f.front, cmp.Or(f.peer, "none"))
}

func (f *scheduleFlags) keep(r instanceResult) error {
	if f.resume == "" {
		return nil
	}
	file, err := os.OpenFile(f.resume, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	if err := json.NewEncoder(file).Encode(r); err != nil {
		file.Close()
		return err
	}
	return file.Close()
}

// cpu gives the seconds this process has used on all cores.
func cpu() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

func (f *scheduleFlags) read(text string) (*schedule.Problem, error) {
	switch f.format {
	case "psplib":
		return benchread.PSPLIB(text)
	case "imopse":
		return benchread.IMOPSE(text)
	default:
		return benchread.MSPSP(text)
	}
}

// solve runs one instance: reading and solving count, checking does not.
func (f *scheduleFlags) solve(ctx context.Context, name string, k known) (instanceResult, error) {
	r := instanceResult{Instance: name, Best: k.best, Lower: k.lower, Asked: f.asked()}
	begun, used := time.Now(), cpu()
	raw, err := os.ReadFile(filepath.Join(f.dir, name+extensions[f.format]))
	if err != nil {
		return r, err
	}
	text := string(raw)
	p, err := f.read(text)
	if err != nil {
		return r, err
	}
	o := schedule.Options{Seed: f.seed, Schedules: f.schedules, Workers: f.workers}
	if f.time > 0 {
		o.Time = max(time.Millisecond, f.time-time.Since(begun))
	}
	s, err := schedule.Solve(ctx, p, o)
	if err != nil {
		return r, err
	}
	r.Wall, r.CPU = time.Since(begun).Seconds(), cpu()-used
	r.Finish, r.Bound, r.Proven, r.Schedules = int(s.Measures.Finish), int(s.Bound), s.Proven, s.Schedules
	if bad := schedule.Verify(p, s.Plan); len(bad) > 0 {
		r.Invalid = bad[0].Rule + ": " + bad[0].Text
	} else if err := f.check(text, p, s.Plan, r.Finish, &r.Cost); err != nil {
		r.Invalid = err.Error()
	}
	if k.best > 0 {
		r.OverBest = 100 * float64(r.Finish-k.best) / float64(k.best)
	}
	if k.lower > 0 {
		r.OverBound = 100 * float64(r.Finish-k.lower) / float64(k.lower)
		if r.Finish < k.lower || int(s.Bound) > r.Finish || k.best > 0 && int(s.Bound) > k.best {
			r.Invalid = fmt.Sprintf("bounds contradict: ours %d, the file's %d, best %d, found %d", s.Bound, k.lower, k.best, r.Finish)
		}
	}
	if f.format == "imopse" {
		err = f.money(ctx, p, text, k, &r)
	}
	if err == nil && f.peer != "" {
		err = f.runPeer(ctx, p, &r)
	}
	if err == nil && f.front {
		err = f.fronts(ctx, name, p, &r)
	}
	return r, err
}

// check runs the raw file's own checker over a plan and compares what both say.
func (f *scheduleFlags) check(text string, p *schedule.Problem, plan *schedule.Plan, finish int, cost *int) error {
	a := answer(p, plan)
	got, err := 0, error(nil)
	switch f.format {
	case "psplib":
		got, err = rawcheck.PSPLIB(text, a)
	case "imopse":
		got, *cost, err = rawcheck.IMOPSE(text, a)
	default:
		got, err = rawcheck.MSPSP(text, a)
	}
	if err != nil {
		return err
	}
	if got != finish {
		return fmt.Errorf("the raw file gives a finish of %d, the engine says %d", got, finish)
	}
	return nil
}

func answer(p *schedule.Problem, plan *schedule.Plan) rawcheck.Answer {
	a := rawcheck.Answer{}
	for t, pl := range plan.Placements {
		a.Start = append(a.Start, int(pl.Start))
		var who, skills []int
		for _, w := range pl.Work {
			who = append(who, w.Person)
			skills = append(skills, p.Tasks[t].Seats[w.Seat].Needs[0].Skill)
		}
		a.People, a.Skills = append(a.People, who), append(a.Skills, skills)
	}
	return a
}

// money solves for the least cost, and for the front if asked.
func (f *scheduleFlags) money(ctx context.Context, p *schedule.Problem, text string, k known, r *instanceResult) error {
	begun := time.Now()
	s, err := schedule.Solve(ctx, p, schedule.Options{Seed: f.seed, Schedules: 1, Workers: f.workers, Policy: schedule.Policy{Cost: 1_000_000, Finish: 1}})
	if err != nil {
		return err
	}
	r.CostMillis = float64(time.Since(begun).Microseconds()) / 1000
	r.CostExact = k.cost > 0 && int(s.Measures.Cost) == k.cost
	var cost int
	if err := f.check(text, p, s.Plan, int(s.Measures.Finish), &cost); err != nil {
		r.Invalid = err.Error()
	}
	if cost != int(s.Measures.Cost) {
		r.Invalid = fmt.Sprintf("the raw file gives a cost of %d, the engine says %d", cost, s.Measures.Cost)
	}
	return nil
}

// report prints a row for the set, or the summary object.
func (f *scheduleFlags) report(out io.Writer, results []instanceResult) error {
	s := summarise(filepath.Base(f.dir), f.format, results)
	if f.json {
		if err := json.NewEncoder(out).Encode(s); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(out, "%-12s n %d  over best %.3f %%  over bound %.3f %%  at best %.1f %%  proven %.1f %%  invalid %d  cpu %.1f s",
			s.Set, s.N, s.OverBest, s.OverBound, s.AtBest, s.Proven, s.Invalid, s.CPU)
		if s.CostExact != nil {
			fmt.Fprintf(out, "  cost exact %.1f %%", *s.CostExact)
		}
		if s.PeerBest != nil {
			fmt.Fprintf(out, "  tj3 over best %.1f %%", *s.PeerBest)
		}
		if s.FrontN != nil {
			fmt.Fprintf(out, "  front %.0f plans, %.1f %% of the reference volume", *s.FrontN, *s.FrontHV)
		}
		fmt.Fprintln(out)
	}
	if s.Invalid > 0 {
		for _, r := range results {
			if r.Invalid != "" {
				return fmt.Errorf("%d invalid answers, first %s: %s", s.Invalid, r.Instance, r.Invalid)
			}
		}
	}
	return nil
}

func summarise(set, format string, results []instanceResult) scheduleSummary {
	s := scheduleSummary{Set: set, N: len(results)}
	best, bound, at, cost, proven := 0, 0, 0, 0, 0
	for _, r := range results {
		s.CPU += r.CPU
		if r.Best > 0 {
			best++
			s.OverBest += r.OverBest
			if r.Finish <= r.Best {
				at++
			}
		}
		if r.Lower > 0 {
			bound++
			s.OverBound += r.OverBound
		}
		if r.Proven {
			proven++
		}
		if r.CostExact {
			cost++
		}
		if r.Invalid != "" {
			s.Invalid++
		}
	}
	s.OverBest /= float64(max(1, best))
	s.OverBound /= float64(max(1, bound))
	s.AtBest = 100 * float64(at) / float64(max(1, best))
	s.Proven = 100 * float64(proven) / float64(max(1, len(results)))
	if format == "imopse" {
		exact := 100 * float64(cost) / float64(max(1, len(results)))
		s.CostExact = &exact
	}
	fronts(&s, results)
	peers(&s, results)
	return s
}

// fronts averages the fronts where they were asked for.
func fronts(s *scheduleSummary, results []instanceResult) {
	n, count, volume := 0, 0.0, 0.0
	for _, r := range results {
		if r.FrontN > 0 {
			n++
			count += float64(r.FrontN)
			volume += r.FrontHV
		}
	}
	if n > 0 {
		count, volume = count/float64(n), volume/float64(n)
		s.FrontN, s.FrontHV = &count, &volume
	}
}

// peers averages what the peer is over the best known.
func peers(s *scheduleSummary, results []instanceResult) {
	n, sum := 0, 0.0
	for _, r := range results {
		if r.Peer > 0 && r.Best > 0 {
			n++
			sum += 100 * float64(r.Peer-r.Best) / float64(r.Best)
		}
	}
	if n > 0 {
		sum /= float64(n)
		s.PeerBest = &sum
	}
}

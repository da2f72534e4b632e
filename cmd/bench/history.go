package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"plumbline/history"
	"plumbline/history/git"
)

// historyFigures is what the last line holds with --json.
type historyFigures struct {
	Commits     int      `json:"commits"`
	CPURatio    float64  `json:"cpu_ratio"`
	WallRatio   float64  `json:"wall_ratio"`
	AllInOne    *float64 `json:"all_in_one_cpu_ratio"`
	ExactPct    float64  `json:"exact_pct"`
	BlameRatio  *float64 `json:"blame_cpu_ratio"`
	BlamePct    *float64 `json:"blame_agreement_pct"`
	Incremental int64    `json:"incremental_ms"`
	Open        int64    `json:"open_ms"`
	PeakMiB     int64    `json:"peak_mib"`
	IndexPct    float64  `json:"index_pct"`
}

// historyBench reads a repository with our reader and with git in one run and sets
// their cost and their counts side by side.
func historyBench(ctx context.Context, args []string, out io.Writer) error {
	f := flag.NewFlagSet("history", flag.ContinueOnError)
	repo := f.String("repo", "", "repository to read")
	workers := f.Int("workers", 2, "workers of our reader")
	asJSON := f.Bool("json", false, "print one line of JSON last")
	blame := f.Int("blame", 0, "sample so many files and compare their lines with git blame")
	child := f.String("child", "", "internal: open with this index and exit")
	tip := f.String("tip", "", "internal: read up to this commit")
	lines := f.Bool("lines", false, "internal: ask for line owners too")
	show := f.Int("show", 0, "print so many file changes whose counts differ")
	if err := f.Parse(args); err != nil {
		return err
	}
	if *child != "" {
		return openOnly(ctx, *repo, history.Options{Index: *child, Branch: *tip, Workers: *workers, Lines: *lines}, out)
	}
	return compareWithGit(ctx, *repo, settings{*workers, *show, *blame, *asJSON}, out)
}

// settings of a comparison.
type settings struct {
	workers, show, blame int
	asJSON               bool
}

// openOnly is the measured process: one Open, timed inside, and with Lines who wrote them.
func openOnly(ctx context.Context, repo string, o history.Options, out io.Writer) error {
	start := time.Now()
	r, err := history.Open(ctx, repo, o)
	if err != nil {
		return err
	}
	wall, cpu := time.Since(start), selfCPU()
	if o.Lines && len(r.Files) > 0 {
		if _, err := r.LinesOf(ctx, 0); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(out, "%d %d\n", wall.Milliseconds(), cpu.Milliseconds())
	return err
}

// selfCPU is what this process and the children it waited for took.
func selfCPU() time.Duration {
	var sum time.Duration
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if syscall.Getrusage(who, &u) == nil {
			sum += time.Duration(u.Utime.Nano() + u.Stime.Nano())
		}
	}
	return sum
}

// cost is what a process took.
type cost struct {
	cpu, wall time.Duration
	peak      int64 // KiB
	printed   []byte
}

func measured(cmd *exec.Cmd) (cost, error) {
	var printed, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &printed, &complaint
	start := time.Now()
	err := cmd.Run()
	c := cost{wall: time.Since(start), printed: printed.Bytes()}
	if err != nil {
		return c, fmt.Errorf("%w: %s", err, complaint.String())
	}
	c.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		c.peak = u.Maxrss
	}
	return c, nil
}

// opened is one Open in a process of its own: the time inside and its CPU, without what
// the process took before and after.
type opened struct {
	cost
	inside, cpuOpen time.Duration
}

func ours(ctx context.Context, repo, index, tip string, workers int, more ...string) (opened, error) {
	var o opened
	self, err := os.Executable()
	if err != nil {
		return o, err
	}
	args := append([]string{"history", "--repo", repo, "--child", index, "--tip", tip, "--workers", strconv.Itoa(workers)}, more...)
	o.cost, err = measured(exec.CommandContext(ctx, self, args...))
	if err != nil {
		return o, err
	}
	for i, field := range strings.Fields(string(o.printed)) {
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil || i > 1 {
			return o, errCut
		}
		*[]*time.Duration{&o.inside, &o.cpuOpen}[i] = time.Duration(n) * time.Millisecond
	}
	return o, nil
}

func compareWithGit(ctx context.Context, dir string, o settings, out io.Writer) error {
	workers := o.workers
	tmp, err := os.MkdirTemp("", "bench-history")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	index, owned := filepath.Join(tmp, "index"), filepath.Join(tmp, "owned")
	first, err := ours(ctx, dir, index, "", workers)
	if err != nil {
		return err
	}
	inOne, err := ours(ctx, dir, owned, "", workers, "--lines")
	if err != nil {
		return err
	}
	again, err := ours(ctx, dir, index, "", workers)
	if err != nil {
		return err
	}
	r, err := history.Open(ctx, dir, history.Options{Index: owned})
	if err != nil {
		return err
	}
	g, err := git.Find(dir)
	if err != nil {
		return err
	}
	theirs, gaps, err := numstatOf(ctx, g, string(r.Head), filepath.Join(tmp, "filled"), out)
	if err != nil {
		return err
	}
	later, err := incremental(ctx, dir, tmp, index, r, workers)
	if err != nil {
		return err
	}
	ex := agreement(r, theirs.printed, gaps, o.show, out)
	size, packs := fileSize(owned)+fileSize(owned+".merges"), packSize(g)
	fig := historyFigures{
		Commits: len(r.Commits), CPURatio: round(first.cpuOpen.Seconds()/theirs.cpu.Seconds(), 3), WallRatio: round(first.inside.Seconds()/theirs.wall.Seconds(), 3),
		ExactPct: round(100*float64(ex.equal)/float64(max(ex.total, 1)), 3), Incremental: later, Open: again.inside.Milliseconds(),
		PeakMiB: max(first.peak, inOne.peak) >> 10, IndexPct: round(100*float64(size)/float64(max(packs, 1)), 2),
	}
	ratio := round(inOne.cpu.Seconds()/theirs.cpu.Seconds(), 3)
	fig.AllInOne = &ratio
	if o.blame > 0 {
		if err := compareBlame(ctx, g, r, o.blame, inOne.cost, &fig, out); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "%s: %d commits, %d file changes, %d workers\n", filepath.Base(filepath.Dir(g.Dir)), len(r.Commits), len(r.Changes), workers)
	fmt.Fprintf(out, "  plumbline          CPU %7.2f s  wall %7.2f s  peak %d MiB\n", first.cpuOpen.Seconds(), first.inside.Seconds(), first.peak>>10)
	fmt.Fprintf(out, "  git log --numstat  CPU %7.2f s  wall %7.2f s  peak %d MiB\n", theirs.cpu.Seconds(), theirs.wall.Seconds(), theirs.peak>>10)
	fmt.Fprintf(out, "  ratio              CPU %7.3f    wall %7.3f\n", fig.CPURatio, fig.WallRatio)
	fmt.Fprintf(out, "  all in one pass    CPU %7.2f s  ratio %.3f  peak %d MiB: line owners too\n", inOne.cpu.Seconds(), ratio, inOne.peak>>10)
	fmt.Fprintf(out, "  counts equal       %.3f %% of %d file changes; differing: %s\n", fig.ExactPct, ex.total, ex.reasons())
	fmt.Fprintf(out, "  +50 commits %d ms, open again %d ms, index %.1f MiB = %.2f %% of the packs\n", later, fig.Open, float64(size)/(1<<20), fig.IndexPct)
	if notes := strings.Join(r.Notes, " "); notes != "" {
		fmt.Fprintln(out, "  notes: "+notes)
	}
	if o.asJSON {
		return json.NewEncoder(out).Encode(fig)
	}
	return nil
}

// numstatOf runs git log. A partial clone, where it stops, is given it with its gaps filled.
func numstatOf(ctx context.Context, g *git.Repo, head, folder string, out io.Writer) (c cost, gaps bool, err error) {
	args := []string{"log", "--numstat", "-M", "--no-merges", "-z", "--format=%x01%H", "--no-ext-diff", "--no-textconv", "--no-show-signature", head}
	if c, err = measured(g.Command(ctx, args...)); err == nil || ctx.Err() != nil {
		return c, false, err
	}
	fmt.Fprintln(out, "  contents are missing, at which git log stops: it is given empty ones in their place")
	filled, err := gapsFilled(ctx, g, head, folder)
	if err != nil {
		return c, true, err
	}
	cmd := filled.Command(ctx, args...)
	cmd.Env = replacing(cmd.Env)
	if c, err = measured(cmd); err != nil {
		err = fmt.Errorf("git log: %w", err)
	}
	return c, true, err
}

func round(v float64, digits int) float64 {
	s, err := strconv.ParseFloat(strconv.FormatFloat(v, 'f', digits, 64), 64)
	if err != nil {
		return v
	}
	return s
}

func fileSize(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

func packSize(g *git.Repo) (n int64) {
	packs, err := filepath.Glob(filepath.Join(g.Common, "objects", "pack", "*.pack"))
	if err != nil {
		return 0
	}
	for _, p := range packs {
		n += fileSize(p)
	}
	return n
}

// incremental cuts a full index down to one that lacks the newest 50 commits of the first-parent
// line and measures the Open that brings it up to date.
func incremental(ctx context.Context, dir, tmp, full string, r *history.Repository, workers int) (int64, error) {
	var line []history.Hash
	for i := range r.Commits {
		if r.Commits[i].Main {
			line = append(line, r.Commits[i].Hash)
		}
	}
	if len(line) < 52 {
		return 0, nil
	}
	index := filepath.Join(tmp, "later")
	b, err := os.ReadFile(full)
	if err != nil {
		return 0, err
	}
	if err := os.WriteFile(index, b, 0o600); err != nil {
		return 0, err
	}
	if _, err := ours(ctx, dir, index, string(line[len(line)-51]), workers); err != nil {
		return 0, err
	}
	o, err := ours(ctx, dir, index, string(r.Head), workers)
	return o.inside.Milliseconds(), err
}

// compared counts file changes whose lines agree with git's.
type compared struct {
	total, equal                   int
	binary, renamed, counts, extra int
}

func (c compared) reasons() string {
	return fmt.Sprintf("binary or unread %d, other rename %d, other count %d, only ours %d", c.binary, c.renamed, c.counts, c.extra)
}

var errCut = errors.New("git's output is cut off")

// agreement compares every file change of every commit with what git log printed. With gaps
// commits that lack contents are left out.
func agreement(r *history.Repository, printed []byte, gaps bool, show int, out io.Writer) compared {
	var c compared
	said := map[string]map[string][2]int32{}
	for block := range bytes.SplitSeq(printed, []byte{1}) {
		hash, files, err := numstat(block)
		if err == nil {
			said[hash] = files
		}
	}
	for i := range r.Commits {
		files, ok := said[string(r.Commits[i].Hash)]
		if r.Unread(i) && (gaps || !ok) {
			continue
		}
		c.total += len(files)
		for _, ch := range r.RawChanges(i) {
			want, ok := files[ch.Path]
			delete(files, ch.Path)
			switch {
			case ok && want == [2]int32{ch.Added, ch.Deleted}:
				c.equal++
				continue
			case !ok:
				c.extra++
			case want[0] < 0 || ch.Added < 0:
				c.binary++
			default:
				c.counts++
			}
			if show > 0 {
				show--
				fmt.Fprintf(out, "  differs: %s %s ours +%d -%d git %v\n", r.Commits[i].Hash, ch.Path, ch.Added, ch.Deleted, want)
			}
		}
		c.renamed += len(files)
	}
	return c
}

// numstat reads one commit of git log --numstat -z: hash, then counts and paths.
func numstat(block []byte) (string, map[string][2]int32, error) {
	hash, rest, _ := bytes.Cut(block, []byte{0})
	files := map[string][2]int32{}
	rest = bytes.TrimPrefix(rest, []byte{'\n'})
	for len(rest) > 0 {
		var rec []byte
		rec, rest, _ = bytes.Cut(rest, []byte{0})
		f := bytes.SplitN(bytes.TrimPrefix(rec, []byte{'\n'}), []byte{'\t'}, 3)
		if len(f) != 3 {
			if len(bytes.TrimSpace(rec)) == 0 {
				continue
			}
			return "", nil, errCut
		}
		path := f[2]
		if len(path) == 0 {
			_, rest, _ = bytes.Cut(rest, []byte{0})
			path, rest, _ = bytes.Cut(rest, []byte{0})
		}
		files[history.PathText(path)] = [2]int32{lines(f[0]), lines(f[1])}
	}
	return string(hash), files, nil
}

func lines(b []byte) int32 {
	n, err := strconv.ParseInt(string(b), 10, 32)
	if err != nil {
		return -1
	}
	return int32(n)
}

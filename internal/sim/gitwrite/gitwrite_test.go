package gitwrite_test

import (
	"bytes"
	"context"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"plumbline/internal/sim"
	"plumbline/internal/sim/demo"
	"plumbline/internal/sim/gitwrite"
	"plumbline/internal/sim/past"
)

// repo is a written repository read back with plain git.
type repo struct {
	t   *testing.T
	dir string
	o   *sim.Organisation
	got *gitwrite.Result
}

func write(t *testing.T, opt sim.Options) *repo {
	t.Helper()
	return writeFor(t, sim.New(opt))
}

func writeFor(t *testing.T, o *sim.Organisation) *repo {
	t.Helper()
	r := &repo{t: t, dir: filepath.Join(t.TempDir(), "r.git"), o: o}
	got, err := gitwrite.Write(context.Background(), r.o, r.dir, gitwrite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r.got = got
	return r
}

func (r *repo) git(args ...string) string {
	r.t.Helper()
	var out, complaint bytes.Buffer
	cmd := exec.Command("git", append([]string{"--git-dir", r.dir, "-c", "core.quotepath=off"}, args...)...)
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		r.t.Fatalf("git %s: %v: %s", strings.Join(args, " "), err, complaint.String())
	}
	return strings.TrimRight(out.String(), "\n")
}

func (r *repo) lines(args ...string) []string {
	s := r.git(args...)
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

// person gives who an author line belongs to: index into People, −1 for bots.
func (r *repo) person(name, email string) int {
	for i, cluster := range r.o.Clusters() {
		for _, id := range cluster {
			if id.Email == email && id.Name == name {
				return i
			}
		}
	}
	for _, b := range r.o.Bots {
		if b.Email == email {
			return -1
		}
	}
	r.t.Fatalf("nobody is %s <%s>", name, email)
	return -1
}

func TestSameSeedSameHashes(t *testing.T) {
	opt := sim.Options{Seed: 11, People: 6, Areas: 9, Weeks: 40}
	a, b := write(t, opt), write(t, opt)
	if a.git("for-each-ref") != b.git("for-each-ref") {
		t.Error("two repositories of one seed differ")
	}
	opt.Seed++
	if c := write(t, opt); c.got.Head == a.got.Head {
		t.Error("another seed gives the same head")
	}
}

func TestTheRepositoryIsSound(t *testing.T) {
	r := write(t, sim.Options{Seed: 1})
	r.git("fsck", "--strict", "--no-dangling")
	all, _ := strconv.Atoi(r.git("rev-list", "--all", "--count"))
	if all != r.got.Commits {
		t.Errorf("%d commits reachable, %d written", all, r.got.Commits)
	}
	if n := len(r.lines("rev-list", "--merges", "main")); n < all/50 {
		t.Errorf("only %d merges of %d commits", n, all)
	}
	last, _ := strconv.ParseInt(r.git("log", "-1", "--format=%ct", "main"), 10, 64)
	if at := time.Unix(last, 0); at.After(r.o.End()) || at.Before(r.o.Today.AddDate(0, 0, -6)) {
		t.Errorf("the newest commit is of %s, today is %s", at.UTC(), r.o.Today)
	}
	before := int64(0)
	for _, l := range r.lines("log", "--first-parent", "--reverse", "--format=%ct", "main") {
		at, _ := strconv.ParseInt(l, 10, 64)
		if at < before {
			t.Fatalf("commit dates of the default branch go back from %d to %d", before, at)
		}
		before = at
	}
}

// counts gives the changes of each person in each area, from numstat with renames;
// generated and copied files and commits of over a hundred files are left out when clean.
func (r *repo) counts(clean bool, since time.Time) []map[int]int {
	out := make([]map[int]int, len(r.o.Areas))
	for i := range out {
		out[i] = map[int]int{}
	}
	text := r.git("log", "--no-merges", "--no-renames", "--format=%x01%an%x02%ae", "--name-only", "--since="+since.Format(time.RFC3339), "main")
	for _, commit := range strings.Split(text, "\x01")[1:] {
		rows := strings.Split(strings.TrimSpace(commit), "\n")
		name, email, _ := strings.Cut(rows[0], "\x02")
		p := r.person(name, email)
		if clean && (p < 0 || len(rows) > 100) {
			continue
		}
		touched := map[int]bool{}
		for _, path := range rows[1:] {
			if clean && (strings.Contains(path, "/gen/") || strings.Contains(path, "/vendor/")) {
				continue
			}
			if a := r.o.AreaOf(path); a >= 0 && !touched[a] {
				touched[a] = true
				out[a][p]++
			}
		}
	}
	return out
}

// firstThree gives the three with the most, ties by index.
func firstThree(count map[int]int) []int {
	var out []int
	for len(out) < 3 && len(count) > 0 {
		best := -2
		for p, n := range count {
			if best == -2 || n > count[best] || n == count[best] && p < best {
				best = p
			}
		}
		out = append(out, best)
		delete(count, best)
	}
	return out
}

// hit is the share of known areas of which the first three hold a true knower.
func (r *repo) hit(counts []map[int]int, active bool) (hits, all int) {
	for a := range r.o.Areas {
		if len(r.o.Knowers(a)) == 0 {
			continue
		}
		all++
		if active {
			for p := range counts[a] {
				if p < 0 || p >= r.o.Active {
					delete(counts[a], p)
				}
			}
		}
		for _, p := range firstThree(counts[a]) {
			if p >= 0 && r.o.Knows(p, a) {
				hits++
				break
			}
		}
	}
	return hits, all
}

// On the demo and three drawn organisations: most commits ever misleads, recent and
// filtered changes do not; who knows an area stands out there, and nobody else does.
func TestWhoKnowsCanBeFoundAndMostCommitsEverMisleads(t *testing.T) {
	naive, recent, all := 0, 0, 0
	for seed := range uint64(4) {
		o := demo.New(time.Time{})
		if seed > 0 {
			o = sim.New(sim.Options{Seed: seed})
		}
		r := writeFor(t, o)
		n, a := r.hit(r.counts(false, r.o.Start), false)
		half := r.counts(true, r.o.Today.AddDate(0, 0, -182))
		r.standOut(half)
		f, _ := r.hit(half, true)
		naive, recent, all = naive+n, recent+f, all+a
	}
	t.Logf("most commits ever %d of %d areas, recent and filtered %d", naive, all, recent)
	if naive*100 > 60*all {
		t.Errorf("most commits ever names a knower in %d of %d areas: it does not mislead", naive, all)
	}
	if recent*100 < 90*all {
		t.Errorf("recent, filtered changes name a knower in only %d of %d areas", recent, all)
	}
}

// standOut checks that each knower made enough changes lately, and that nobody else
// made more than two in an area that one person knows.
func (r *repo) standOut(half []map[int]int) {
	for a := range r.o.Areas {
		know := r.o.Knowers(a)
		if len(know) == 0 {
			continue
		}
		best := half[a][firstThree(clone(half[a]))[0]]
		for _, p := range know {
			if half[a][p] < 3 || half[a][p]*4 < best {
				r.t.Errorf("%s knows %s, with %d changes where the most are %d", r.o.People[p].Key, r.o.Areas[a].Key, half[a][p], best)
			}
		}
		for p, n := range half[a] {
			if len(know) == 1 && n > 2 && p < r.o.Active && !r.o.Knows(p, a) {
				r.t.Errorf("%s made %d changes in %s, which only %s knows", r.o.People[p].Key, n, r.o.Areas[a].Key, r.o.People[know[0]].Key)
			}
		}
	}
}

func clone(m map[int]int) map[int]int {
	c := map[int]int{}
	for k, v := range m {
		c[k] = v
	}
	return c
}

func TestPairsChangeTogether(t *testing.T) {
	r := write(t, sim.Options{Seed: 3})
	if len(r.o.Pairs) == 0 {
		t.Fatal("no pair was planted")
	}
	ignored := map[string]bool{}
	for _, h := range strings.Split(r.git("show", "main:.git-blame-ignore-revs"), "\n") {
		ignored[h] = true
	}
	for _, p := range r.o.Pairs {
		revs := [2]map[string]bool{{}, {}}
		for k, path := range p.Paths {
			for _, h := range r.lines("log", "--format=%H", "main", "--", path) {
				if !ignored[h] {
					revs[k][h] = true
				}
			}
		}
		both := 0
		for h := range revs[0] {
			if revs[1][h] {
				both++
			}
		}
		mean := float64(len(revs[0])+len(revs[1])) / 2
		if both < 10 || float64(both) < 0.85*mean {
			t.Errorf("%v changed together %d times of %.1f", p.Paths, both, mean)
		}
	}
}

func TestWeeksCountWhatGitCounts(t *testing.T) {
	r := write(t, sim.Options{Seed: 5, Weeks: 60})
	want := make([]int, r.o.Weeks())
	seen := map[string]bool{}
	for _, l := range r.lines("log", "--first-parent", "--reverse", "--format=%at%x02%an%x02%ae%x02%s", "main") {
		f := strings.Split(l, "\x02")
		if r.person(f[1], f[2]) < 0 {
			continue
		}
		if key := issueKey(f[3]); key != "" {
			if seen[key] {
				continue
			}
			seen[key] = true
		}
		at, _ := strconv.ParseInt(f[0], 10, 64)
		want[int(time.Unix(at, 0).Sub(r.o.Start)/(7*24*time.Hour))]++
	}
	got := past.Weekly(r.o)
	for w := range want {
		if d := got[w] - want[w]; d < -1 || d > 1 {
			t.Errorf("week %d: %d changes told, git counts %d", w, got[w], want[w])
		}
	}
}

func issueKey(s string) string {
	for _, f := range strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune(" \"()", c) }) {
		if name, n, ok := strings.Cut(f, "-"); ok && name == strings.ToUpper(name) {
			if _, err := strconv.Atoi(n); err == nil {
				return f
			}
		}
	}
	return ""
}

func TestLinesBelongToWhoGitBlames(t *testing.T) {
	r := write(t, sim.Options{Seed: 6, People: 6, Areas: 6, Weeks: 52})
	same, all := 0, 0
	for a := range r.o.Areas {
		blamed := map[int]int{}
		for _, path := range r.got.Files[a] {
			name, email, text := "", "", ""
			for _, l := range r.lines("blame", "--line-porcelain", "main", "--", path) {
				switch {
				case strings.HasPrefix(l, "author "):
					name = l[len("author "):]
				case strings.HasPrefix(l, "author-mail "):
					email = strings.Trim(l[len("author-mail "):], "<>")
				case strings.HasPrefix(l, "\t"):
					if text = l[1:]; text != "" {
						blamed[r.person(name, email)]++
					}
				}
			}
		}
		for p, n := range r.got.Lines[a] {
			all += n
			same += min(n, blamed[p])
		}
	}
	if same*100 < 98*all {
		t.Errorf("git blame agrees on %d of %d lines", same, all)
	}
}

package history_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"plumbline/history"
	"plumbline/history/couple"
	"plumbline/history/historytest"
)

// planted is issues that touch areas of two repositories, written down as they are made.
type planted struct {
	repos  [2]*historytest.Repo
	in     map[string]int    // issues by repository and area
	shared map[[2]string]int // issues by the area in each repository
	last   map[[2]string]string
	lines  int
}

// issue changes areas of both repositories in commits that name it, some of them twice.
func (p *planted) issue(rnd *rand.Rand, key string, areas [2][]string) {
	for n, list := range areas {
		for _, a := range list {
			for range 1 + rnd.IntN(2) {
				p.lines++
				p.repos[n].Add(historytest.Commit{By: ana, Message: key + " work", Files: map[string]string{a + "/x.go": historytest.Lines(key, p.lines%40+1)}})
			}
			p.in[fmt.Sprint(n, a)]++
		}
	}
	for _, a := range areas[0] {
		for _, b := range areas[1] {
			p.shared[[2]string{a, b}]++
			p.last[[2]string{a, b}] = key
		}
	}
}

// sweep changes so many files for one issue that it says nothing about coupling.
func (p *planted) sweep(key string) {
	for n, a := range []string{"web", "ops"} {
		files := map[string]string{}
		for i := range couple.MaxFiles + 1 {
			files[fmt.Sprintf("%s/y%d.go", a, i)] = "package x\n"
		}
		p.repos[n].Add(historytest.Commit{By: ana, Message: key + " sweep", Files: files})
	}
}

func TestCouplingAcrossRepositoriesIsWhatWasPlanted(t *testing.T) {
	names := [2][]string{{"api", "db", "web"}, {"app", "kit", "ops"}}
	for seed := range uint64(3) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		p := &planted{in: map[string]int{}, shared: map[[2]string]int{}, last: map[[2]string]string{}}
		p.repos = [2]*historytest.Repo{historytest.New(t), historytest.New(t)}
		for n, list := range names {
			for _, a := range list {
				p.repos[n].Add(historytest.Commit{By: ana, Message: "Begin", Files: map[string]string{a + "/x.go": "package x\n"}})
			}
		}
		for i := range 40 {
			key := fmt.Sprintf("SHOP-%d", i+1)
			switch rnd.IntN(3) {
			case 0: // the pair that belongs together
				p.issue(rnd, key, [2][]string{{"api"}, {"app"}})
			case 1:
				p.issue(rnd, key, [2][]string{{names[0][rnd.IntN(3)]}, {names[1][rnd.IntN(3)]}})
			default: // one repository alone
				n := rnd.IntN(2)
				var areas [2][]string
				areas[n] = names[n][:1+rnd.IntN(3)]
				p.issue(rnd, key, areas)
			}
		}
		p.sweep("SHOP-99")
		rs := []*history.Repository{open(t, p.repos[0].Write(), history.Options{}), open(t, p.repos[1].Write(), history.Options{})}
		found := couple.AcrossRepositories(rs, couple.Options{MinShared: 1})
		if len(found) != len(p.shared) {
			t.Errorf("seed %d: %d pairs found, %d planted", seed, len(found), len(p.shared))
		}
		for i, f := range found {
			a, b := names[0][0], names[1][0]
			if f.A.Repo == 0 && f.B.Repo == 1 {
				a, b = strings.TrimSuffix(rs[0].Areas[f.A.Area].Name, "/"), strings.TrimSuffix(rs[1].Areas[f.B.Area].Name, "/")
			}
			pair := [2]string{a, b}
			inA, inB := p.in["0"+a], p.in["1"+b]
			if f.Shared != p.shared[pair] || f.InA != inA || f.InB != inB || f.Degree != 2*float64(f.Shared)/float64(inA+inB) || f.Keys[len(f.Keys)-1] != p.last[pair] {
				t.Errorf("seed %d: %s found %+v, planted %d of %d and %d, last %s", seed, pair, f, p.shared[pair], inA, inB, p.last[pair])
			}
			if i == 0 && pair != [2]string{"api", "app"} {
				t.Errorf("seed %d: the strongest is %s", seed, pair)
			}
		}
	}
}

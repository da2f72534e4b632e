package tree_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"plumbline/history/git"
	"plumbline/history/historytest"
	"plumbline/history/pack"
	"plumbline/history/tree"
)

// From any earlier commit's list, or from none, a tree's list is that of git, and what was
// known of files that are still the same stays known.
func TestListIsThatOfGit(t *testing.T) {
	names := []string{"a", "a.go", "a/b", "a/b.go", "a/b/c", "a-b", "ab/c", "caf\xe9", "caf\xe9/x", "café", "caf\xf0", "z/\xff", "z/y", "new\nline"}
	for _, repo := range []*historytest.Repo{historytest.New(t), historytest.NewSHA256(t)} {
		draw := rand.New(rand.NewPCG(3, 5))
		here := map[string]string{}
		for step := range 30 {
			c := historytest.Commit{Files: map[string]string{}}
			for range 1 + draw.IntN(3) {
				name := names[draw.IntN(len(names))]
				for other := range here {
					if strings.HasPrefix(other, name+"/") || strings.HasPrefix(name, other+"/") {
						c.Remove = append(c.Remove, other)
						delete(here, other)
						delete(c.Files, other)
					}
				}
				here[name] = fmt.Sprintf("%d\n", draw.IntN(step+2))
				c.Files[name] = here[name]
			}
			repo.Add(c)
		}
		repo.Write()
		compareLists(t, repo)
	}
}

func compareLists(t *testing.T, repo *historytest.Repo) {
	t.Helper()
	g, err := git.Find(repo.Dir)
	if err != nil {
		t.Fatal(err)
	}
	commits := strings.Fields(repo.Git("rev-list", "main"))
	store, err := pack.Open(g.Common+"/objects", len(commits[0])/2)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	r := tree.NewReader(store.NewReader(1<<20), store.HashLen)
	earlier, old := "", []tree.Entry(nil)
	draw := rand.New(rand.NewPCG(1, 1))
	for range len(commits) {
		at := commits[draw.IntN(len(commits))]
		want, err := tree.List(context.Background(), g, at)
		if err != nil || len(want) == 0 {
			t.Fatal(want, err)
		}
		for i := range want {
			if k := slices.IndexFunc(old, func(e tree.Entry) bool { return e.Path == want[i].Path && e.Blob == want[i].Blob }); k >= 0 {
				want[i].About = old[k].About
			}
		}
		if known := tree.Known(unlooked(want), old); !slices.Equal(known, want) {
			t.Fatalf("known are\n%v\nwant\n%v", known, want)
		}
		got, err := r.List(at, earlier, old)
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("%s from %s: %v\n%v\nwant\n%v", at, earlier, err, got, want)
		}
		for i := range got {
			got[i].About.Lines = 1 + draw.IntN(9)
		}
		earlier, old = at, got
	}
	if _, err := r.List(commits[0], strings.Repeat("1", len(commits[0])), old); err == nil {
		t.Fatal("a commit that is not there was listed from")
	}
}

func unlooked(list []tree.Entry) []tree.Entry {
	list = slices.Clone(list)
	for i := range list {
		list[i].About = tree.Blob{}
	}
	return list
}

func TestSmallReadsWhatStands(t *testing.T) {
	repo := historytest.New(t)
	repo.Add(historytest.Commit{Files: map[string]string{".mailmap": "A <a@x>\n", "d/.mailmap": "no", "large": strings.Repeat("x", 100)}})
	repo.Write()
	store, err := pack.Open(repo.Dir+"/objects", 20)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	r := tree.NewReader(store.NewReader(1<<20), 20)
	head := repo.Git("rev-parse", "main")
	for path, want := range map[string]string{".mailmap": "A <a@x>\n", "d": "", "none": "", "large": "", "d/.mailmap": "no"} {
		got, err := r.Small(head, path, 50)
		if err != nil || string(got) != want || (got == nil) != (want == "") {
			t.Errorf("%s holds %q (%v), want %q", path, got, err, want)
		}
	}
}

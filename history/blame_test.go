package history_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"plumbline/history"
	"plumbline/history/historytest"
)

// likeBlame compares every line at the head with git blame.
func likeBlame(t *testing.T, repo *historytest.Repo) {
	t.Helper()
	r := open(t, repo.Write(), history.Options{})
	subject := map[string]string{}
	for _, c := range r.Commits {
		subject[string(c.Hash)] = c.Subject
	}
	for i, f := range r.Files {
		if !f.Present || f.Lines == 0 {
			continue
		}
		ours, err := r.LinesOf(t.Context(), history.FileID(i))
		if err != nil {
			t.Fatal(err)
		}
		theirs := strings.Split(repo.Git("blame", "-s", "-l", "--root", "main", "--", f.Path), "\n")
		if len(ours) != len(theirs) {
			t.Errorf("%s has %d lines and git blames %d", f.Path, len(ours), len(theirs))
			continue
		}
		for n, line := range theirs {
			if hash, _, _ := strings.Cut(line, " "); string(r.Commits[ours[n]].Hash) != hash {
				t.Errorf("%s:%d is of %q, git blames %q", f.Path, n+1, r.Commits[ours[n]].Subject, subject[hash])
			}
		}
	}
}

// words are lines from..to−1 of a made-up text.
func words(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		fmt.Fprintf(&b, "word %d of the text\n", i)
	}
	return b.String()
}

type files = map[string]string

func TestLinesAreThoseOfBlame(t *testing.T) {
	for name, build := range map[string]func(*historytest.Repo){
		"picked on two branches": func(repo *historytest.Repo) {
			repo.Add(historytest.Commit{Files: files{"a": words(0, 9)}})
			repo.Add(historytest.Commit{Branch: "side", From: "refs/heads/main", Files: files{"a": words(0, 12)}})
			repo.Add(historytest.Commit{Files: files{"a": words(0, 12), "b": "b\n"}})
			repo.Add(historytest.Commit{Branch: "side", Files: files{"c": "c\n"}})
			repo.Add(historytest.Commit{Merge: []string{"refs/heads/side"}, Files: files{"c": "c\n"}})
			repo.Add(historytest.Commit{Files: files{"a": words(0, 14)}})
		},
		"taken back on a branch": func(repo *historytest.Repo) {
			repo.Add(historytest.Commit{Files: files{"a": words(0, 9)}})
			repo.Add(historytest.Commit{Files: files{"a": words(0, 12)}})
			repo.Add(historytest.Commit{Branch: "side", From: "refs/heads/main", Files: files{"a": words(0, 9)}})
			repo.Add(historytest.Commit{Branch: "side", Files: files{"a": words(0, 12)}})
			repo.Add(historytest.Commit{Files: files{"b": "b\n"}})
			repo.Add(historytest.Commit{Branch: "side", Merge: []string{"refs/heads/main"}, Files: files{"b": "b\n"}})
			repo.Add(historytest.Commit{Files: files{"a": words(1, 12)}})
			repo.Add(historytest.Commit{Merge: []string{"refs/heads/side"}, Files: files{"a": words(0, 12)}})
		},
		"a file in two": func(repo *historytest.Repo) {
			repo.Add(historytest.Commit{Files: files{"big": words(0, 90), "other": words(200, 230)}})
			repo.Add(historytest.Commit{Remove: []string{"big"}, Files: files{"one": words(0, 60), "two": words(35, 90), "new": words(300, 330)}})
		},
		"one notice in three places": func(repo *historytest.Repo) {
			repo.Add(historytest.Commit{Files: files{"LICENSE": words(0, 30), "x/LICENSE": words(0, 30)}})
			repo.Add(historytest.Commit{Files: files{"x/LICENSE": words(0, 31)}})
			repo.Add(historytest.Commit{Remove: []string{"LICENSE", "x/LICENSE"}, Files: files{"p/LICENSE": words(0, 31), "q/LICENSE": words(0, 31), "r/NOTICE": words(0, 30)}})
		},
		"a project below another": func(repo *historytest.Repo) {
			repo.Add(historytest.Commit{Files: files{"a": words(0, 30)}})
			repo.Add(historytest.Commit{Branch: "theirs", Files: files{"lib/b": words(50, 90), "lib/c": words(100, 140)}})
			repo.Add(historytest.Commit{Branch: "theirs", Files: files{"lib/b": words(45, 90)}})
			repo.Add(historytest.Commit{Merge: []string{"refs/heads/theirs"}, Files: files{"sub/lib/b": words(45, 90), "sub/lib/c": words(100, 141)}})
			repo.Add(historytest.Commit{Files: files{"sub/lib/b": words(45, 95)}})
		},
		"renamed here and changed there": func(repo *historytest.Repo) {
			repo.Add(historytest.Commit{Files: files{"a": words(0, 30)}})
			repo.Add(historytest.Commit{Branch: "side", From: "refs/heads/main", Files: files{"a": words(0, 35)}})
			repo.Add(historytest.Commit{Rename: files{"a": "b"}})
			repo.Add(historytest.Commit{Merge: []string{"refs/heads/side"}, Files: files{"b": words(0, 35)}})
			repo.Add(historytest.Commit{Branch: "side", Files: files{"a": words(3, 35)}})
			repo.Add(historytest.Commit{Files: files{"b": words(0, 37)}})
			repo.Add(historytest.Commit{Merge: []string{"refs/heads/side"}, Files: files{"b": words(3, 37) + "own\n"}})
		},
		"text again": func(repo *historytest.Repo) {
			repo.Add(historytest.Commit{Files: files{"a": "\x00\x01", "b": words(0, 3)}})
			repo.Add(historytest.Commit{Files: files{"a": words(0, 9)}})
			repo.Add(historytest.Commit{Files: files{"a": words(0, 12)}})
		},
	} {
		t.Run(name, func(t *testing.T) {
			repo := historytest.New(t)
			build(repo)
			likeBlame(t, repo)
		})
	}
}

// made grows a random history of a few files on a few branches.
type made struct {
	*rand.Rand
	repo  *historytest.Repo
	trees map[string]files // of the branches
}

var branches = []string{"main", "one", "two"}

func (m *made) content(was string) string {
	lines := slices.Collect(strings.Lines(was))
	for range 1 + m.IntN(3) {
		at := m.IntN(len(lines) + 1)
		switch end := min(len(lines), at+m.IntN(4)); m.IntN(3) {
		case 0:
			lines = slices.Delete(lines, at, end)
		default:
			lines = slices.Insert(lines, at, words(at, at+1+m.IntN(4)))
		}
	}
	return strings.Join(lines, "")
}

// step adds a commit on a branch.
func (m *made) step() {
	branch := branches[m.IntN(len(branches))]
	was := m.trees[branch]
	if was == nil {
		was = m.trees["main"]
	}
	now, c := maps.Clone(was), historytest.Commit{Branch: branch}
	if m.trees[branch] == nil && branch != "main" {
		c.From = "refs/heads/main"
	}
	if other := branches[m.IntN(len(branches))]; m.IntN(3) == 0 && other != branch && m.trees[other] != nil && m.trees[branch] != nil {
		c.Merge = []string{"refs/heads/" + other}
		m.mix(now, m.trees[other])
	} else {
		m.edit(now)
	}
	c.Files = files{}
	for p, s := range now {
		if old, ok := was[p]; !ok || old != s {
			c.Files[p] = s
		}
	}
	for p := range was {
		if _, ok := now[p]; !ok {
			c.Remove = append(c.Remove, p)
		}
	}
	slices.Sort(c.Remove)
	m.trees[branch] = now
	m.repo.Add(c)
}

// edit changes, adds, moves, copies and removes files.
func (m *made) edit(tree files) {
	for range 1 + m.IntN(3) {
		all := slices.Sorted(maps.Keys(tree))
		if len(all) == 0 {
			tree["f0"] = words(0, 12)
			continue
		}
		from, to := all[m.IntN(len(all))], fmt.Sprintf("d%d/f%d", m.IntN(3), m.IntN(4))
		switch m.IntN(6) {
		case 0:
			tree[to] = words(m.IntN(40), 50)
		case 1:
			delete(tree, from)
		case 2, 3:
			s := tree[from]
			delete(tree, from)
			if tree[to] = s; m.IntN(2) == 0 {
				tree[to] = m.content(s)
			}
		default:
			tree[from] = m.content(tree[from])
		}
	}
}

// mix takes some files from another branch, joins some and changes some.
func (m *made) mix(now, other files) {
	for _, p := range slices.Sorted(maps.Keys(other)) {
		switch mine, ok := now[p]; m.IntN(4) {
		case 0, 1:
			now[p] = other[p]
		case 2:
			if ok {
				now[p] = mine[:strings.LastIndexByte(mine[:len(mine)/2], '\n')+1] + other[p]
			} else {
				now[p] = m.content(other[p])
			}
		}
	}
}

func TestLinesOfRandomHistoriesAreThoseOfBlame(t *testing.T) {
	for seed := range uint64(5) {
		repo := historytest.New(t)
		m := &made{rand.New(rand.NewPCG(seed, 7)), repo, map[string]files{"main": {"f0": words(0, 20), "d0/f1": words(10, 40)}}}
		repo.Add(historytest.Commit{Files: m.trees["main"]})
		for range 40 {
			m.step()
		}
		t.Run(fmt.Sprint(seed), func(t *testing.T) { likeBlame(t, repo) })
	}
}

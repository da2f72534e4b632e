package attr_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"plumbline/history/attr"
	"plumbline/history/historytest"
)

func rules(files map[string]string) *attr.Rules {
	var r attr.Rules
	for dir, content := range files {
		r.Add(dir, []byte(content))
	}
	return &r
}

func TestAttributesSayWhatFilesAre(t *testing.T) {
	r := rules(map[string]string{
		"": strings.Join([]string{
			"# a comment linguist-generated",
			"*.pb.go linguist-generated=true",
			"third/** linguist-vendored",
			"third/ours/** -linguist-vendored",
			"docs/*.txt linguist-documentation text",
			"*.inc linguist-language=PHP",
			"\"with space.go\" linguist-generated",
			"bad[ linguist-generated",
			"vendor linguist-vendored",
			"!no.go linguist-generated",
			"/top.go linguist-generated",
		}, "\n"),
		"api": "*.pb.go !linguist-generated\nout/**/x.ts linguist-generated\n*.inc linguist-language=C++\n",
	})
	for file, want := range map[string]attr.Said{
		"a.pb.go":         {Generated: attr.Yes},
		"deep/er/a.pb.go": {Generated: attr.Yes},
		"api/a.pb.go":     {},
		"third/x.c":       {Vendored: attr.Yes},
		"third/a/b/x.c":   {Vendored: attr.Yes},
		"third/ours/x.c":  {Vendored: attr.No},
		"third":           {},
		"docs/a.txt":      {Documentation: attr.Yes},
		"docs/b/a.txt":    {},
		"x.inc":           {Language: "PHP"},
		"api/x.inc":       {Language: "C++"},
		"d/with space.go": {Generated: attr.Yes},
		"vendor/x.go":     {}, // a pattern of a directory says nothing of what is in it
		"api/out/x.ts":    {Generated: attr.Yes},
		"api/out/a/x.ts":  {Generated: attr.Yes},
		"out/x.ts":        {},
		"no.go":           {},
		"top.go":          {Generated: attr.Yes},
		"d/top.go":        {},
	} {
		if got := r.Of(file); got != want {
			t.Errorf("%s: %+v, want %+v", file, got, want)
		}
	}
}

// git check-attr says the same of random patterns and paths.
func TestPatternsMatchAsInGit(t *testing.T) {
	draw := rand.New(rand.NewPCG(7, 7))
	pick := func(from string) string { f := strings.Fields(from); return f[draw.IntN(len(f))] }
	join := func(from string) string {
		var p []string
		for range 1 + draw.IntN(4) {
			p = append(p, pick(from))
		}
		return strings.Join(p, "/")
	}
	repo := historytest.New(t)
	repo.Add(historytest.Commit{Files: map[string]string{"x": "x"}})
	repo.Write()
	work := repo.Clone()
	var files []string
	for range 300 {
		files = append(files, join("a b ab a.b .b"))
	}
	for round := range 6 {
		var r attr.Rules
		written := ""
		for _, dir := range []string{"", "a", "a/b"} {
			var b strings.Builder
			for range 8 {
				fmt.Fprintf(&b, "%s %slinguist-%s\n", lead(draw)+join("a b * ** a* ?b [ab] [!a] [!b]* .b a.b *b"), pick("- ! . .")[:1], pick("generated vendored documentation"))
			}
			content := strings.ReplaceAll(b.String(), " .linguist", " linguist")
			if err := os.MkdirAll(filepath.Join(work, dir), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(work, dir, attr.Name), []byte(content), 0o644); err != nil {
				t.Fatal(err)
			}
			r.Add(dir, []byte(content))
			written += dir + ":\n" + content
		}
		args := append([]string{"-C", work, "--git-dir=.git", "check-attr", "linguist-generated", "linguist-vendored", "linguist-documentation", "--"}, files...)
		said := map[string]string{"unspecified": "0", "set": "1", "unset": "2"}
		for line := range strings.SplitSeq(repo.Git(args...), "\n") {
			f := strings.Split(line, ": ")
			got := r.Of(f[0])
			is := map[string]attr.Answer{"linguist-generated": got.Generated, "linguist-vendored": got.Vendored, "linguist-documentation": got.Documentation}[f[1]]
			if fmt.Sprint(is) != said[f[2]] {
				t.Fatalf("round %d: %s: %s is %d here and %s in git, by\n%s", round, f[0], f[1], is, f[2], written)
			}
		}
	}
}

func lead(draw *rand.Rand) string { return []string{"", "", "/"}[draw.IntN(3)] }

func FuzzAdd(f *testing.F) {
	f.Add("*.go linguist-generated\n\"a\\\" -linguist-vendored", "a/b.go")
	f.Add("**/**/** linguist-language=x", "a/b/c/d")
	f.Fuzz(func(_ *testing.T, content, file string) {
		var r attr.Rules
		r.Add("a", []byte(content))
		r.Of(file)
	})
}

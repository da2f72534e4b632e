package object

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestIssueKeysAreFoundAndLookalikesLeftOut(t *testing.T) {
	for message, want := range map[string][]string{
		"PAY-12: pay twice (#482)":           {"PAY-12", "#482"},
		"KAFKA-1; KAFKA-2, KAFKA-1":          {"KAFKA-1", "KAFKA-2"},
		"UTF-8 and SHA-256 and CVE-2024-1":   nil,
		"x86-64 a-1 PAY-0 PAY-012 pay-3":     nil,
		"see GH-7, golang/go#123 and &#39;":  {"GH-7"},
		"#1 at the start, PAY_X-9.":          {"#1", "PAY_X-9"},
		"PAY-12a PAY-12345678 ünPAY-3 #12px": nil,
	} {
		if got := IssueKeys(message); !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", message, got, want)
		}
	}
}

func TestTrailersOfTheLastParagraphs(t *testing.T) {
	got := Trailers("Subject\n\nNote: body text\n\nReviewed-by: Ana <a@x>\nCo-authored-by: Ben <b@x>\n\nhttps://example.org/1\n")
	want := []Trailer{{"reviewed-by", "Ana <a@x>"}, {"co-authored-by", "Ben <b@x>"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestCommitsAsOldToolsWroteThem(t *testing.T) {
	tree := strings.Repeat("a", 40)
	c, err := ParseCommit([]byte("tree " + tree + "\nauthor J\xfcrgen <j@x> > -5 +0100\ncommitter <> 99999999999999 +0000\n\nHi\n"))
	if err != nil || c.Author.Name != "Jürgen" || c.Author.When != 0 || c.Committer.When != 253402300799 || c.Message != "Hi\n" {
		t.Errorf("%+v %v", c, err)
	}
	if _, err := ParseCommit([]byte("author x <x> 1 +0000\n\nno tree")); err == nil {
		t.Error("a commit without a tree was taken")
	}
}

func FuzzCommit(f *testing.F) {
	f.Add([]byte("tree " + strings.Repeat("a", 40) + "\nparent " + strings.Repeat("b", 40) + "\nauthor A <a@x> 1 +0000\ncommitter A <a@x> 1 +0000\n\nSubject\n\nReviewed-by: B <b@x>\n"))
	f.Add([]byte("tree x\n\xff\xfe\n\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := ParseCommit(b)
		if parents, ok := Parents(b); ok != (err == nil) || ok && !slices.Equal(parents, c.Parents) {
			t.Fatalf("parents %v %v of %v %v", parents, ok, c.Parents, err)
		}
		if err != nil {
			return
		}
		for _, s := range []string{c.Message, c.Author.Name, c.Committer.Email, Subject(c.Message)} {
			if !utf8.ValidString(s) {
				t.Fatalf("%q is no UTF-8", s)
			}
		}
		if c.Author.When < 0 || len(Subject(c.Message)) > 203 {
			t.Fatal("out of bounds")
		}
	})
}

func FuzzTrailers(f *testing.F) {
	f.Add("Subject\n\nReviewed-by: A <a@x>\nBug: PAY-12 #3 GH-4\nThis reverts commit 0123456789.")
	f.Fuzz(func(t *testing.T, m string) {
		for _, tr := range Trailers(m) {
			if tr.Key == "" || tr.Value == "" {
				t.Fatalf("%+v", tr)
			}
		}
		if len(IssueKeys(m)) > 16 || len(Reverted(m)) > 64 {
			t.Fatal("out of bounds")
		}
	})
}

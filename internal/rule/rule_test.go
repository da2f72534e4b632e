package rule_test

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"plumbline/internal/rule"
)

// fake is a repository of four files.
type fake struct{}

var files = map[string]string{
	"go.mod":                "module x",
	"internal/ledger/go.go": "fmt.Print(1)",
	"docs/runbook.md":       "call Ana",
	"kafka/topic.yaml":      "",
}

func (fake) Paths() []string {
	return []string{"docs/runbook.md", "go.mod", "internal/ledger/go.go", "kafka/topic.yaml"}
}

func (fake) Version(name string) (string, string, bool) {
	if name == "github.com/jackc/pgx/v5" {
		return "v5.12.0", "go.mod", true
	}
	return "", "", false
}

func (fake) Changes(match func(string) bool, days int) int {
	if match("internal/ledger/go.go") && days >= 30 {
		return 7
	}
	return 0
}

func (fake) Text(_ context.Context, match func(string) bool, re *regexp.Regexp) ([]string, error) {
	var out []string
	for p, text := range files {
		if match(p) && re.MatchString(text) {
			out = append(out, p)
		}
	}
	if re.String() == "broken" {
		return nil, errors.New("the contents are missing here")
	}
	return out, nil
}

func TestRules(t *testing.T) {
	for text, want := range map[string]bool{
		`file("docs/runbook.md")`:                                       true,
		`file("*.md")`:                                                  true,
		`file("docs/*.txt")`:                                            false,
		`file("/go.mod") && !file("/runbook.md")`:                       true,
		`depends("github.com/jackc/pgx/v5") && !file("kafka/**")`:       false,
		`version("github.com/jackc/pgx/v5").startsWith("v5.")`:          true,
		`text("**/*.go", "fmt\\.Print")`:                                true,
		`text("**/*.go", "context\\.Background")`:                       false,
		`changed("internal/ledger/", 90) > 5`:                           true,
		`changed("internal/ledger/", 7) > 5 || depends("left-pad")`:     false,
		`["docs/runbook.md", "docs/contact.md"].exists(p, file(p))`:     true,
		`["docs/runbook.md", "docs/contact.md"].all(p, file(p))`:        false,
		"file(\"go.mod\") // a remark\n  && version(\"react\") == \"\"": true,
	} {
		r, err := rule.Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		out, err := r.Ask(t.Context(), fake{})
		if err != nil || out.Fault != "" || out.Holds != want {
			t.Errorf("%s: %+v, %v; wanted %v", text, out, err, want)
		}
	}
}

func TestAnOutcomeNamesTheFilesThatDecidedIt(t *testing.T) {
	r, err := rule.Parse(`depends("github.com/jackc/pgx/v5") && file("docs/**")`)
	if err != nil {
		t.Fatal(err)
	}
	out, err := r.Ask(t.Context(), fake{})
	if err != nil || !slices.Equal(out.Paths, []string{"go.mod", "docs/runbook.md"}) {
		t.Errorf("%v, %v", out.Paths, err)
	}
}

func TestBadRulesNameThePlace(t *testing.T) {
	for text, want := range map[string]string{
		`file("a"`:                      "line 1, column",
		"file(\"a\") &&\n filed(\"b\")": "line 2, column 7",
		`changed("a", 3)`:               "not whether something is true",
		`file(3)`:                       "no matching overload",
		strings.Repeat("!", 3000):       "at most 2000",
	} {
		if _, err := rule.Parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v; wanted %q", text, err, want)
		}
	}
}

func TestWhatCannotBeDecidedIsSaid(t *testing.T) {
	for text, want := range map[string]string{
		`text("**", "(")`:      "The pattern",
		`text("**", "broken")`: "missing here",
		`[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, [1,2,3,4,5,6,7,8,9,10].all(c, [1,2,3,4,5,6,7,8,9,10].all(d, [1,2,3,4,5,6,7,8,9,10].all(e, a+b+c+d+e > 0)))))`: "cost limit",
	} {
		r, err := rule.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		out, err := r.Ask(t.Context(), fake{})
		if err != nil || out.Holds || !strings.Contains(out.Fault, want) {
			t.Errorf("%.40q: %+v, %v", text, out, err)
		}
	}
}

func TestAnEndedContextIsAnError(t *testing.T) {
	r, err := rule.Parse(`file("a")`)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := r.Ask(ctx, fake{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// Package rule is the language in which people state what should be true of a
// repository: a condition over its files, texts, dependencies and changes, in CEL
// (https://cel.dev). A rule has no loops over anything but its own lists, cannot change
// anything, and ends: reading it needs no trust in who wrote it.
//
//	file("docs/runbook.md")                       some file at the head matches the glob
//	text("**/*.go", "fmt\\.Print")             some file that matches holds the pattern (RE2)
//	depends("github.com/jackc/pgx/v5")            a manifest declares it, directly or not
//	version("react")                              the version declared first, "" for none
//	changed("internal/ledger/**", 90)             how many commits touched it in so many days
//
// They combine with && || ! and comparisons:
//
//	depends("github.com/jackc/pgx/v5") && !file("**/kafka/**")
package rule

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"plumbline/history/area"
)

// Most is the longest rule, in bytes.
const Most = 2000

// costly bounds what evaluating a rule may cost, in CEL's units; a rule of a few dozen
// conditions stays far below.
const costly = 10_000

// Facts is what a rule is asked of: one repository at its head.
type Facts interface {
	// Paths are the files at the head, sorted.
	Paths() []string
	// Version is what a manifest declares of a dependency, and the manifest's path.
	Version(name string) (version, path string, ok bool)
	// Changes counts commits of the last days that touch a matching path.
	Changes(match func(path string) bool, days int) int
	// Text gives the first matching files that hold the pattern, at most five.
	Text(ctx context.Context, match func(path string) bool, pattern *regexp.Regexp) ([]string, error)
}

// Outcome is what came of a rule in one repository.
type Outcome struct {
	Holds bool     `json:"holds"`
	Paths []string `json:"paths,omitempty"` // files it was decided by, at most five
	Fault string   `json:"fault,omitempty"` // why it could not be decided, as a sentence
}

// Rule is a condition that was read and fits the language. Safe for concurrent use.
type Rule struct{ text string }

// Parse reads a rule; the error is a sentence with line and column.
func Parse(text string) (*Rule, error) {
	if len(text) > Most {
		return nil, fmt.Errorf("the rule has %d letters; at most %d are read", len(text), Most)
	}
	env, err := environment(nil)
	if err != nil {
		return nil, err
	}
	if _, err := compile(env, text); err != nil {
		return nil, err
	}
	return &Rule{text}, nil
}

// String is the rule as it was written.
func (r *Rule) String() string { return r.text }

// Ask decides the rule. Trouble in the facts or in a pattern is said in the outcome;
// an error is only that ctx ended.
func (r *Rule) Ask(ctx context.Context, facts Facts) (Outcome, error) {
	a := &asking{ctx: ctx, facts: facts}
	env, err := environment(a)
	if err != nil {
		return Outcome{}, err
	}
	ast, err := compile(env, r.text)
	if err != nil {
		return Outcome{Fault: sentence(err)}, nil
	}
	program, err := env.Program(ast, cel.CostLimit(costly), cel.InterruptCheckFrequency(100))
	if err != nil {
		return Outcome{Fault: sentence(err)}, nil
	}
	out, _, err := program.ContextEval(ctx, map[string]any{})
	switch {
	case ctx.Err() != nil:
		return Outcome{}, ctx.Err()
	case err != nil:
		return Outcome{Fault: sentence(err)}, nil
	}
	return Outcome{Holds: out == types.True, Paths: a.paths}, nil
}

func sentence(err error) string {
	text := strings.TrimSuffix(err.Error(), ".")
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// compile checks a rule against the language; what it says must be true or false.
func compile(env *cel.Env, text string) (*cel.Ast, error) {
	ast, issues := env.Compile(text)
	if issues.Err() != nil {
		first := issues.Errors()[0]
		return nil, fmt.Errorf("line %d, column %d: %s", first.Location.Line(), first.Location.Column()+1, first.Message)
	}
	if ast.OutputType() != cel.BoolType {
		return nil, fmt.Errorf("the rule says %s, not whether something is true", ast.OutputType())
	}
	return ast, nil
}

// environment declares the functions; without somebody asking they are only declared.
func environment(a *asking) (*cel.Env, error) {
	text, number, truth := cel.StringType, cel.IntType, cel.BoolType
	return cel.NewEnv(
		cel.Function("file", cel.Overload("file_glob", []*cel.Type{text}, truth, cel.UnaryBinding(func(glob ref.Val) ref.Val { return a.file(glob) }))),
		cel.Function("text", cel.Overload("text_glob_pattern", []*cel.Type{text, text}, truth, cel.BinaryBinding(func(glob, pattern ref.Val) ref.Val { return a.text(glob, pattern) }))),
		cel.Function("depends", cel.Overload("depends_name", []*cel.Type{text}, truth, cel.UnaryBinding(func(name ref.Val) ref.Val { return a.depends(name) }))),
		cel.Function("version", cel.Overload("version_name", []*cel.Type{text}, text, cel.UnaryBinding(func(name ref.Val) ref.Val { return a.version(name) }))),
		cel.Function("changed", cel.Overload("changed_glob_days", []*cel.Type{text, number}, number, cel.BinaryBinding(func(glob, days ref.Val) ref.Val { return a.changed(glob, days) }))),
	)
}

// mostPaths bounds the files an outcome names.
const mostPaths = 5

// asking is one evaluation: it remembers what decided it.
type asking struct {
	ctx   context.Context
	facts Facts
	paths []string
}

func (a *asking) saw(paths ...string) {
	for _, p := range paths {
		if len(a.paths) < mostPaths {
			a.paths = append(a.paths, p)
		}
	}
}

func matcher(glob ref.Val) (func(string) bool, ref.Val) {
	m, err := area.Glob(word(glob))
	if err != nil {
		return nil, types.NewErr("the glob %q cannot be read", word(glob))
	}
	return m.MatchString, nil
}

func word(v ref.Val) string {
	s, _ := v.Value().(string)
	return s
}

func (a *asking) file(glob ref.Val) ref.Val {
	match, bad := matcher(glob)
	if bad != nil {
		return bad
	}
	found := false
	for _, p := range a.facts.Paths() {
		if match(p) {
			found = true
			a.saw(p)
		}
	}
	return types.Bool(found)
}

func (a *asking) text(glob, pattern ref.Val) ref.Val {
	match, bad := matcher(glob)
	if bad != nil {
		return bad
	}
	re, err := regexp.Compile(word(pattern))
	if err != nil {
		return types.NewErr("the pattern %q cannot be read", word(pattern))
	}
	paths, err := a.facts.Text(a.ctx, match, re)
	if err != nil {
		return types.NewErr("%s", err)
	}
	a.saw(paths...)
	return types.Bool(len(paths) > 0)
}

func (a *asking) depends(name ref.Val) ref.Val {
	_, path, ok := a.facts.Version(word(name))
	if ok {
		a.saw(path)
	}
	return types.Bool(ok)
}

func (a *asking) version(name ref.Val) ref.Val {
	v, path, ok := a.facts.Version(word(name))
	if ok {
		a.saw(path)
	}
	return types.String(v)
}

func (a *asking) changed(glob, days ref.Val) ref.Val {
	match, bad := matcher(glob)
	if bad != nil {
		return bad
	}
	n, _ := days.Value().(int64)
	return types.Int(a.facts.Changes(match, int(n)))
}

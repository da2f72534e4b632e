package statement_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"plumbline/internal/answers/statement"
)

// use is one place of the program that names a message.
type use struct {
	id    string   // exact, or the beginning of ids put together
	open  bool     // more follows
	args  []string // names of arguments; nil when they are put together elsewhere
	where token.Position
}

// uses reads the program's source: every call of statement.New, and every string that
// is the id of a message (ids are chosen by name in some places).
func uses(t *testing.T) (calls []use, named map[string]bool) {
	t.Helper()
	named = map[string]bool{}
	files := token.NewFileSet()
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasPrefix(filepath.Base(path), "words_") {
			return err
		}
		f, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil {
					named[s] = true
				}
			}
			if call, ok := n.(*ast.CallExpr); ok && selector(call) == "New" && len(call.Args) > 0 && isStatement(call) {
				u := use{where: files.Position(call.Pos()), args: argNames(call)}
				if u.id, u.open = idOf(call.Args[0]); u.id != "" {
					calls = append(calls, u)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return calls, named
}

func selector(call *ast.CallExpr) string {
	if s, ok := call.Fun.(*ast.SelectorExpr); ok {
		return s.Sel.Name
	}
	return ""
}

func isStatement(call *ast.CallExpr) bool {
	s, _ := call.Fun.(*ast.SelectorExpr)
	x, ok := s.X.(*ast.Ident)
	return ok && x.Name == "statement"
}

// idOf gives a literal id, or the literal beginning of one put together with +.
func idOf(e ast.Expr) (id string, open bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		id, _ = strconv.Unquote(e.Value)
		return id, false
	case *ast.BinaryExpr:
		id, _ = idOf(e.X)
		return id, true
	}
	return "", true
}

// argNames gives the names of the arguments of a call, or nil when some cannot be
// told: those given as a list, or made elsewhere.
func argNames(call *ast.CallExpr) []string {
	out := []string{}
	if call.Ellipsis.IsValid() {
		return nil
	}
	for _, a := range call.Args[1:] {
		c, ok := a.(*ast.CallExpr)
		if !ok || len(c.Args) == 0 {
			return nil
		}
		lit, ok := c.Args[0].(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return nil
		}
		name, _ := strconv.Unquote(lit.Value)
		out = append(out, name)
	}
	return out
}

var slot = regexp.MustCompile(`\{(\w+)([?:][^}]*)?\}`)

func TestEveryMessageIsSaidAndEverySayingHasItsMessage(t *testing.T) {
	calls, named := uses(t)
	for _, u := range calls {
		if _, ok := statement.Message(u.id); !ok && !u.open {
			t.Errorf("%s: there is no message %q", u.where, u.id)
		}
	}
	for id := range statement.Messages() {
		said := named[id] || slices.ContainsFunc(calls, func(u use) bool { return u.open && u.id != "" && strings.HasPrefix(id, u.id) })
		if !said && !strings.HasSuffix(id, "-by") {
			t.Errorf("nothing says the message %q", id)
		}
	}
}

func TestEverySayingGivesTheArgumentsOfItsMessage(t *testing.T) {
	calls, _ := uses(t)
	checked := 0
	for _, u := range calls {
		text, ok := statement.Message(u.id)
		if !ok || u.args == nil {
			continue
		}
		checked++
		for _, m := range slot.FindAllStringSubmatch(text, -1) {
			if optional := strings.HasPrefix(m[2], "?"); !optional && !slices.Contains(u.args, m[1]) {
				t.Errorf("%s: %s says %q and gives no %q", u.where, u.id, text, m[1])
			}
		}
	}
	if checked < 50 {
		t.Errorf("only %d sayings could be checked", checked)
	}
}

func TestMessagesAreWellFormed(t *testing.T) {
	for id, text := range statement.Messages() {
		rest := slot.ReplaceAllString(text, "")
		if strings.ContainsAny(rest, "{}!") {
			t.Errorf("%s: %q has a slot that cannot be read, or an exclamation mark", id, text)
		}
		for _, m := range slot.FindAllStringSubmatch(text, -1) {
			if nouns, ok := strings.CutPrefix(m[2], ":"); ok && strings.Count(nouns, "|") != 1 {
				t.Errorf("%s: {%s%s} needs one form for one and one for many", id, m[1], m[2])
			}
		}
	}
}

// A message in which a verb follows a bare count would be wrong for one or for many.
func TestNoVerbFollowsABareCount(t *testing.T) {
	bare := regexp.MustCompile(`\{(n|nobody|single|waiting|expired|more|remaining)\} (is|are|has|have|was|were|waits|wait|holds|hold|needs|need)\b`)
	for id, text := range statement.Messages() {
		if bare.MatchString(text) && id != "today.some" {
			t.Errorf("%s: %q counts without a form for one", id, text)
		}
	}
}

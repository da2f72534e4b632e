package node

import (
	"fmt"
	"strings"
	"testing"

	"plumbline/internal/fault"
)

// refused is one document that must be refused: what the message says and where.
type refused struct {
	name, text, place, says string
	code                    fault.Code
}

func TestJSONThatIsRefused(t *testing.T) {
	for _, c := range []refused{
		{"nothing", "", ":", "ends too early", fault.Malformed},
		{"half an object", `{"a": 1`, "1:8", "ends too early", fault.Malformed},
		{"half a list", "[1,\n 2", "2:3", "ends too early", fault.Malformed},
		{"a name twice", "{\"a\": 1,\n  \"a\": 2}", "2:3", `the name "a" stands twice`, fault.Malformed},
		{"a name twice, deep", `{"x": [{"a": 1, "a": 2}]}`, "1:17", `the name "a" stands twice`, fault.Malformed},
		{"two values", `{} {}`, "1:4", "something behind the end", fault.Malformed},
		{"a comma too many", `[1,]`, "1:4", "invalid character ']'", fault.Malformed},
		{"comments", "{} // x", "1:4", "something behind the end", fault.Malformed},
		{"a bare word", `{"a": yes}`, "1:7", "invalid character 'y'", fault.Malformed},
		{"single quotes", `{'a': 1}`, "1:2", "invalid character", fault.Malformed},
		{"not a number", `{"a": NaN}`, "1:7", "invalid character 'N'", fault.Malformed},
		{"invalid UTF-8", "{\"a\": \"\xff\"}", "", "not valid UTF-8", fault.Malformed},
		{"UTF-16", "\xff\xfe{\x00}\x00", "", "not valid UTF-8", fault.Malformed},
		{"33 levels", strings.Repeat("[", 34) + strings.Repeat("]", 34), "1:34", "more than 32 levels", fault.Malformed},
		{"a million brackets", strings.Repeat("[", 1<<20), "1:34", "more than 32 levels", fault.Malformed},
		{"a million objects", strings.Repeat(`{"a":`, 200000), "1:166", "more than 32 levels", fault.Malformed},
		{"too large", `"` + strings.Repeat("x", MaxRequest) + `"`, "", "at most 1024 KiB", fault.TooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ParseJSON([]byte(c.text))
			c.check(t, err)
		})
	}
}

func TestYAMLThatIsRefused(t *testing.T) {
	tenThousand := func() string {
		var b strings.Builder
		for i := range 10000 {
			b.WriteString(strings.Repeat(" ", i%1000) + "a:\n")
		}
		return b.String()
	}()
	deep := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "%sa:\n", strings.Repeat(" ", i))
		}
		return b.String() + strings.Repeat(" ", n) + "x"
	}
	for _, c := range []refused{
		{"a name twice", "a: 1\nb: 2\na: 3\n", "f.yaml:3:1", `the name "a" stands twice`, fault.Malformed},
		{"a name twice, deep", "x:\n  - a: 1\n    a: 2\n", "f.yaml:3:5", "stands twice", fault.Malformed},
		{"an anchor", "a: &x 1\n", "f.yaml:1:4", "anchors and aliases are not read", fault.Malformed},
		{"an alias", "a: [1]\nb: *a\n", "f.yaml:2", "unknown anchor", fault.Malformed},
		{"an alias bomb", bomb(), "f.yaml:1:4", "anchors and aliases are not read", fault.Malformed},
		{"a tag", "a: !!binary aGk=\n", "f.yaml:1:4", "tags such as !!binary are not read", fault.Malformed},
		{"a tag of a program", "a: !ruby/object:Gem x\n", "f.yaml:1:4", "are not read", fault.Malformed},
		{"a tab", "a:\n\t- b\n", "f.yaml:2:1", "cannot start any token", fault.Malformed},
		{"an open quote", "a: \"x\nb: 1\n", "f.yaml:", "unexpected end", fault.Malformed},
		{"a list as a name", "[a]: 1\n", "f.yaml:1:1", "a name must be plain text", fault.Malformed},
		{"control characters", "a: \x01\n", "f.yaml", "control characters", fault.Malformed},
		{"invalid UTF-8", "a: \xff\n", "f.yaml", "not valid UTF-8", fault.Malformed},
		{"33 levels", deep(34), "f.yaml:34:34", "more than 32 levels", fault.Malformed},
		{"1,000 levels", deep(1000), "f.yaml:", "more than 32 levels", fault.Malformed},
		{"10,000 levels", strings.Repeat("[", 10000) + strings.Repeat("]", 10000), "f.yaml:", "more than 32 levels", fault.Malformed},
		{"10,000 levels of names", strings.Repeat("{a: ", 10000), "f.yaml:", "more than 32 levels", fault.Malformed},
		{"10,000 dashes", strings.Repeat("- ", 10000), "f.yaml:", "more than 32 levels", fault.Malformed},
		{"10,000 lines deeper and deeper", tenThousand, "", "at most 1024 KiB", fault.TooLarge},
		{"a list of a million lists", "[" + strings.Repeat("[],", 100000) + "]", "f.yaml:", "too many lists and objects", fault.Malformed},
		{"349,000 lists", "[" + strings.Repeat("[],", 349000) + "]", "f.yaml", "lines and commas; at most 300000", fault.Malformed},
		{"too large", "a: " + strings.Repeat("x", MaxRequest), "", "f.yaml has 1024 KiB", fault.TooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ParseYAML("f.yaml", []byte(c.text), MaxRequest)
			c.check(t, err)
		})
	}
}

// bomb is a billion laughs.
func bomb() string {
	var b strings.Builder
	b.WriteString("a: &a [x,x,x,x,x,x,x,x,x]\n")
	for c := 'b'; c < 'j'; c++ {
		fmt.Fprintf(&b, "%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n", c, c, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1)
	}
	return b.String()
}

// check looks for the code, the place and the words of a refusal; its message stays
// short whatever was sent.
func (want refused) check(t *testing.T, err error) {
	t.Helper()
	if fault.CodeOf(err) != want.code {
		t.Fatalf("code %q, want %q: %v", fault.CodeOf(err), want.code, err)
	}
	if text := err.Error(); !strings.Contains(text, want.says) || want.place != "" && !strings.Contains(text, want.place) {
		t.Errorf("the message is %.300q; want the place %q and %q", text, want.place, want.says)
	}
	if len(err.Error()) > 1000 {
		t.Errorf("the message has %d bytes", len(err.Error()))
	}
}

func TestSeveralDocumentsAndAByteOrderMark(t *testing.T) {
	docs, err := ParseYAML("f.yaml", []byte("\uFEFFa: 1\n---\n# nothing\n---\nb: [2, \"x\", null]\n...\n"), MaxRequest)
	if err != nil || len(docs) != 2 || docs[1].Get("b").Items[1].Shape != String || docs[1].Get("b").Items[2].Shape != Null {
		t.Errorf("%d documents, %v", len(docs), err)
	}
	n, err := ParseJSON([]byte("\uFEFF{\"ä\": \"ö\", \"b\": 1}"))
	if err != nil || n.Get("b").Column != 17 || n.Get("b").Line != 1 {
		t.Errorf("%+v, %v", n.Get("b"), err)
	}
}

func TestProseFullOfBracketsIsNotDeep(t *testing.T) {
	docs, err := ParseYAML("f.yaml", []byte("note: |\n"+strings.Repeat("  { [ ( {{\n", 2000)), MaxRequest)
	if err != nil || len(docs) != 1 {
		t.Errorf("%d documents, %v", len(docs), err)
	}
}

func FuzzParseJSON(f *testing.F) {
	for _, s := range []string{`{"a":[1,true,null,"x"]}`, `[`, `{"a":1,"a":2}`, "\uFEFF1", `"\ud800"`, `1e999`, "\n\n [ 1 ,\n]"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := ParseJSON(data)
		if err != nil {
			if fault.CodeOf(err) == "" {
				t.Fatalf("%v is no fault", err)
			}
			return
		}
		inside(t, n, 0)
	})
}

func FuzzParseYAML(f *testing.F) {
	for _, s := range []string{"a: 1", "- x\n- y", "a: &b c", "--- |\n x", "{a: [b, {c: d}]}", "? a\n: b", "a: 'x'\n---\nb: \"\\x41\"", "%YAML 1.2\n---\na: 1"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		docs, err := ParseYAML("f.yaml", data, 1<<16)
		if err != nil {
			if fault.CodeOf(err) == "" {
				t.Fatalf("%v is no fault", err)
			}
			return
		}
		for _, n := range docs {
			inside(t, n, 0)
		}
	})
}

// inside checks what holds of every node: a place, and no more than the depth allowed.
func inside(t *testing.T, n *Node, depth int) {
	if depth > MaxDepth || n.Line < 1 || n.Column < 1 {
		t.Fatalf("depth %d, place %d:%d", depth, n.Line, n.Column)
	}
	for _, i := range n.Items {
		inside(t, i, depth+1)
	}
	for _, m := range n.Members {
		inside(t, m.Value, depth+1)
	}
}

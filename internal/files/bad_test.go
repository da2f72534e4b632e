package files_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"plumbline/internal/fault"
	"plumbline/internal/files"
	"plumbline/internal/kinds"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

// wrong is a value that a field of some type must refuse, as YAML and as JSON, and the
// words of the message.
type wrong struct{ yaml, json, says string }

// wrongFor lists what every field of a type refuses, whatever its kind.
var wrongFor = map[record.Type][]wrong{
	record.Text: {
		{"[a, b]", `["a","b"]`, "is not a text"},
		{"{a: b}", `{"a":"b"}`, "is not a text"},
		{`"pay\u202Etxt"`, `"pay\u202etxt"`, "invisible character U+202E"},
		{`"a\0b"`, `"a\u0000b"`, "invisible character U+0000"},
	},
	record.Markdown: {
		{"[a]", `["a"]`, "is not a text"},
		{`"x\u2066y"`, `"x\u2066y"`, "invisible character U+2066"},
	},
	record.Bool:      {{"yes", `"yes"`, "neither true nor false"}, {"[true]", `[true]`, "neither true nor false"}, {"1", `1`, "neither true nor false"}},
	record.Int:       {{"1.5", `1.5`, "is not a whole number"}, {"many", `"many"`, "is not a number"}, {"1e99", `1e99`, "is not a number in range"}},
	record.Number:    {{".nan", `"NaN"`, "is not a number"}, {"{}", `{}`, "is not a number"}, {"1e999", `1e999`, "is not a number in range"}},
	record.Enum:      {{"nonsense", `"nonsense"`, "is not one of"}, {"[[x]]", `[["x"]]`, "is not a text"}},
	record.Reference: {{"nobody-there", `"nobody-there"`, "there is no"}, {"[[x]]", `[["x"]]`, "is not a text"}},
	record.Day: {{"2026-02-30", `"2026-02-30"`, "is not a day of the calendar"}, {"31.12.2026", `"31.12.2026"`, "is not a day of the calendar"},
		{"0000-00-00", `"0000-00-00"`, "is not a day of the calendar"}, {"2026-02-20T00:00:00Z", `"2026-02-20T00:00:00Z"`, "is not a day of the calendar"}},
	record.Instant: {{"yesterday", `"yesterday"`, "is not an instant"}, {"9999-12-31T23:59:59-05:00", `"9999-12-31T23:59:59-05:00"`, "is not an instant"}},
	record.Work:    {{"5", `"5"`, "is not an amount of work"}, {"-1h", `"-1h"`, "out of range"}, {"1e9d", `"1e9d"`, "out of range"}, {"{}", `{}`, "is not a text"}},
	record.Guess:   {{"3-2-1d", `"3-2-1d"`, "does not rise"}, {"1-2d", `"1-2d"`, "has 2 numbers"}, {"soon", `"soon"`, "is not an estimate"}},
	record.Amount:  {{"85", `"85"`, "is not an amount of money"}, {"85 euro", `"85 euro"`, "is not an amount of money"}, {"NaN EUR", `"NaN EUR"`, "is not an amount of money"}},
	record.Portion: {{"20", `"20"`, "is not a share"}, {"1e99%", `"1e99%"`, "is not a share"}},
	record.Object:  {{"words", `"words"`, "has parts"}, {"{no_such_part: 1}", `{"no_such_part":1}`, "there is no field"}},
	record.Target:  {{"nowhere", `"nowhere"`, "neither kind/key of a record nor the address"}, {"task/none", `"task/none"`, "there is no task"}, {"unicorn/x", `"unicorn/x"`, "there is no unicorn"}},
}

// Every field of every kind refuses what its type refuses, in a file and in a request,
// with a place, its name and the right words; nothing is written.
func TestEveryFieldOfEveryKindRefusesWhatIsWrong(t *testing.T) {
	tm := emptyTeam(t)
	cases := 0
	for _, d := range kinds.Registry().All() {
		for _, f := range d.Fields {
			list := append(wrongFor[f.Type], wrong{"&a x", "", "anchors and aliases are not read"}, wrong{"!!str x", "", "tags such as"})
			for _, w := range list {
				if f.List && strings.HasPrefix(w.yaml, "[") {
					continue
				}
				if f.List && strings.HasPrefix(w.yaml, "{") {
					w.says = "is a list"
				}
				cases++
				inFile(t, tm, d, f, w)
				if w.json != "" {
					inRequest(t, tm, d, f, w)
				}
			}
		}
	}
	if cases < 400 {
		t.Errorf("only %d cases", cases)
	}
	t.Logf("%d cases in files, most of them in requests too", cases)
	if tm.Snapshot().Seq() != 0 {
		t.Error("something was written")
	}
}

func inFile(t *testing.T, tm *team.Team, d *record.Definition, f record.Field, w wrong) {
	t.Helper()
	text := fmt.Sprintf("kind: %s\n%s: %s\n", d.Kind, f.Name, w.yaml)
	_, err := read(tm, "f.yaml", text)
	if err == nil || fault.CodeOf(err) == "" {
		t.Errorf("%q was taken: %v", text, err)
		return
	}
	if msg := err.Error(); !strings.Contains(msg, "f.yaml:2:") || !strings.Contains(msg, w.says) || len(msg) > 2000 {
		t.Errorf("%q: %s", text, msg)
	}
}

func inRequest(t *testing.T, tm *team.Team, d *record.Definition, f record.Field, w wrong) {
	t.Helper()
	text := fmt.Sprintf(`{%q: %s}`, f.Name, w.json)
	n, err := record.ParseJSON([]byte(text))
	if err != nil {
		t.Errorf("%s: %v", text, err)
		return
	}
	_, err = tm.Apply(t.Context(), system, team.ChangeSet{Changes: []team.Change{{Kind: d.Kind, Op: team.Put, Data: n, File: "changes[0]"}}})
	if err == nil || !strings.Contains(err.Error(), w.says) || !strings.Contains(err.Error(), f.Name) || !strings.Contains(err.Error(), "changes[0]:1:") {
		t.Errorf("%s %s: %v", d.Kind, text, err)
	}
}

// Whole documents that must be refused or bounded, with the words that say why.
func TestDocumentsThatAreRefused(t *testing.T) {
	many := func(n int, line string) string { return strings.Repeat(line, n) }
	prose := many(70, many(1, strings.Repeat("x", 1000)+"\n  "))
	for name, c := range map[string]struct{ text, says string }{
		"a million brackets":         {many(1<<20, "["), "nested more than 32 levels"},
		"10,000 levels":              {"kind: task\ntitle: " + many(10000, "{a: "), "nested more than 32 levels"},
		"10,000 levels in a field":   {"kind: skill\nlevels: " + many(10000, "[") + many(10000, "]"), "nested more than 32 levels"},
		"33 levels in a field":       {"kind: skill\nlevels: " + many(33, "[") + many(33, "]"), "nested more than 32 levels"},
		"100,000 lists":              {"kind: skill\nlevels: [" + many(95000, "[],") + "]" + many(10000, "\n---\n- []"), "too many lists and objects"},
		"a million documents":        {many(1<<19, "---\na: b\n"), "lines and commas; at most 300000 are read"},
		"a million empty lists":      {"kind: skill\nlevels: [" + many(1<<20, "[],") + "]", "lines and commas; at most 300000 are read"},
		"a million values":           {"kind: skill\nlevels: [" + many(1<<20, "a,") + "]", "lines and commas; at most 300000 are read"},
		"as many values as may be":   {"kind: skill\nlevels: [" + many(299_000, "a,") + "a]", "title is missing"},
		"9 MiB":                      {"kind: skill\ntitle: " + strings.Repeat("x", 9<<20), "at most 8192 KiB are read"},
		"a title of a megabyte":      {"kind: skill\ntitle: " + strings.Repeat("x", 1<<20), "at most 64 are kept"},
		"prose of 70 KiB":            {"kind: team\ntitle: x\npurpose: |\n  " + prose, "at most 64 are kept"},
		"an alias":                   {"kind: skill\ntitle: &t x\ntags: [*t]", "anchors and aliases are not read"},
		"a merge":                    {"kind: skill\n<<: {title: x}", `there is no field "<<" here`},
		"a key of another direction": {"kind: skill\nkey: \"\\u202Egnp\"\ntitle: x", "cannot be a key"},
		"a name twice":               {"kind: skill\ntitle: x\ntitle: y", `the name "title" stands twice`},
		"a kind twice":               {"kind: skill\nkind: task\ntitle: y", `the name "kind" stands twice`},
		"a number for a kind":        {"kind: 7\ntitle: y", `no kind of record called "7"`},
		"tabs":                       {"kind: skill\n\ttitle: y", "f.yaml:2:"},
		"binary":                     {"\x7fELF\x02\x01\x01", "control characters are not allowed"},
		"UTF-16":                     {"\xff\xfek\x00i\x00", "not valid UTF-8"},
		"JSON cut short":             {`{"kind": "skill", "title": "x`, "f.yaml:1:"},
		"two ids of one record":      {"kind: skill\nid: 0000000000000abc\ntitle: a\n---\nkind: skill\nid: 0000000000000abc\ntitle: b", "stands twice"},
		"a ring of leads":            {"kind: person\nkey: a\ntitle: A\nlead: b\n---\nkind: person\nkey: b\ntitle: B\nlead: a", "wait for each other for ever: a → b → a"},
		"a thousand unknown fields":  {"kind: skill\ntitle: x\n" + numbered(1000), `there is no field "f999" here`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := read(emptyTeam(t), "f.yaml", c.text)
			if err == nil || fault.CodeOf(err) == "" || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%.300v; want %s", err, c.says)
			}
		})
	}
}

func numbered(n int) string {
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, "f%d: x\n", i)
	}
	return b.String()
}

// A file with nothing to say is no mistake of the reader's, only empty.
func TestFilesWithoutRecords(t *testing.T) {
	for _, text := range []string{"", "\n", "# only words\n", "---\n---\n", "null\n"} {
		cs, err := files.Read(kinds.Registry(), files.Source{Name: "f.yaml", Data: []byte(text)})
		if err != nil || len(cs.Changes) != 0 {
			t.Errorf("%q: %d changes, %v", text, len(cs.Changes), err)
		}
	}
}

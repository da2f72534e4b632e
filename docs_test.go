package plumbline_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// row is a line of a table of docs/questions.md: the question, where it is in the pages, its command, and its page here.
var row = regexp.MustCompile(`(?m)^\| (.+?)\? \| .+? \| (.+?) \| \[[^\]]+\]\(([^)]+)\) \|$`)

// phrase is a question of the palette: its words before the blank, its kind of blank, and its words after it.
var phrase = regexp.MustCompile(`\{ id: "\w+",( weekly: true,)? room: "\w+", before: "([^"]+)", slot: "(\w+)"(?:, after: "([^"]+)")?`)

var (
	link    = regexp.MustCompile(`(!?)\[[^\]]*\]\(([^)\s]+)\)`)
	fenced  = regexp.MustCompile("(?ms)^```.*?^```$|`[^`\n]+`")
	picture = regexp.MustCompile(`(?m)^!\[[^\]]+\]\(images/[^)]+\)$`)
)

// documents are the pages for people: README and its like, and docs.
func documents(t *testing.T) map[string]string {
	t.Helper()
	pages := map[string]string{}
	for _, s := range sources(t, ".md") {
		if dir := filepath.ToSlash(filepath.Dir(s.path)); dir == "." || dir == "docs" {
			pages[s.path] = string(s.text)
		}
	}
	if len(pages) < 15 {
		t.Fatalf("%d pages found", len(pages))
	}
	return pages
}

func TestEveryQuestionOfThePaletteHasItsPageWithAPicture(t *testing.T) {
	grammar, err := os.ReadFile("web/src/shell/grammar.ts")
	if err != nil {
		t.Fatal(err)
	}
	pages := documents(t)
	told := map[string]string{}
	for _, m := range row.FindAllStringSubmatch(pages["docs/questions.md"], -1) {
		told[strings.ToLower(m[1])] = m[3]
	}
	asked, weekly := map[string]bool{}, 0
	for _, m := range phrase.FindAllStringSubmatch(string(grammar), -1) {
		question := strings.ToLower(m[2])
		if m[3] != "none" {
			question += "…" + m[4]
		}
		asked[question] = true
		if m[1] != "" {
			weekly++
		}
		page := told[question]
		if page == "" {
			t.Errorf("docs/questions.md has no row for %q", question)
			continue
		}
		if text, found := pages["docs/"+page]; !found {
			t.Errorf("%q is explained in docs/%s, and there is none", question, page)
		} else if !picture.MatchString(text) {
			t.Errorf("docs/%s shows no picture of the page it explains", page)
		}
	}
	if all := strings.Count(string(grammar), `{ id: "`); len(asked) != all || weekly != 12 {
		t.Errorf("read %d of %d questions of the palette, and %d of a week", len(asked), all, weekly)
	}
	for question := range told {
		if !asked[question] {
			t.Errorf("docs/questions.md has a row for %q, and the palette has no such question", question)
		}
	}
}

func TestEveryPictureIsShownAndTaken(t *testing.T) {
	journey, err := os.ReadFile("web/journeys/pictures.spec.ts")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, text := range documents(t) {
		all.WriteString(text)
	}
	images, err := filepath.Glob("docs/images/*")
	if err != nil || len(images) == 0 {
		t.Fatal("no pictures", err)
	}
	for _, image := range images {
		name := filepath.Base(image)
		if !strings.Contains(all.String(), "images/"+name+")") {
			t.Errorf("no page shows %s", name)
		}
		if !strings.Contains(string(journey), `{ name: "`+strings.TrimSuffix(name, ".png")+`",`) {
			t.Errorf("no journey takes %s", name)
		}
		if info, err := os.Stat(image); err != nil || info.Size() > 200<<10 {
			t.Errorf("%s is over 200 KiB, or cannot be read: %v", name, err)
		}
	}
}

func TestLinksBetweenPagesLeadSomewhere(t *testing.T) {
	found := 0
	for page, text := range documents(t) {
		for _, m := range link.FindAllStringSubmatch(fenced.ReplaceAllString(text, ""), -1) {
			target, heading, _ := strings.Cut(m[2], "#")
			if strings.Contains(target, ":") {
				continue
			}
			found++
			file := page
			if target != "" {
				file = filepath.Join(filepath.Dir(page), target)
			}
			there, err := os.ReadFile(file)
			if err != nil {
				t.Errorf("%s leads to %s, and there is none", page, m[2])
			} else if heading != "" && !anchors(string(there))[heading] {
				t.Errorf("%s leads to %s, and there is no such heading", page, m[2])
			}
		}
	}
	if found < 50 {
		t.Errorf("only %d links were looked at", found)
	}
}

// anchors are the names under which the headings of a page are reached.
func anchors(page string) map[string]bool {
	names := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^#+ (.+)$`).FindAllStringSubmatch(page, -1) {
		plain := regexp.MustCompile(`[^\p{L}\p{N} _-]`).ReplaceAllString(strings.ToLower(m[1]), "")
		names[strings.ReplaceAll(plain, " ", "-")] = true
	}
	return names
}

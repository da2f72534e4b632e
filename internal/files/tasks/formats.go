package tasks

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"plumbline/internal/fault"
	"plumbline/internal/record"
)

// github reads the array that gh issue list --json prints. Names that are not known
// are left alone: gh has many.
func (r *reader) github(data []byte) {
	n, err := parseLong(data)
	if err != nil {
		r.fail(err)
		return
	}
	items := n.Items
	if n.Shape == record.Fields {
		items = []*record.Node{n}
	}
	for _, n := range items {
		at := n.Place(r.name)
		if n.Shape != record.Fields || n.Get("title") == nil {
			r.bad(at, "title", "run gh issue list --json number,title,state,url,assignees,labels,body", "an issue without a title cannot be read")
			continue
		}
		i := Issue{Place: at, Title: line(text(n, "title")), External: text(n, "url"), Text: clipProse(text(n, "body"))}
		if number := text(n, "number"); number != "" {
			i.Key = "#" + number
			i.External = cmp.Or(i.External, i.Key)
		}
		if strings.EqualFold(text(n, "state"), "closed") {
			i.State, i.Finished = "done", dayOf(text(n, "closedAt"))
			if stateOf(text(n, "stateReason")) == "dropped" {
				i.State = "dropped"
			}
		}
		i.People = each(n.Get("assignees"), "login")
		i.Tags = each(n.Get("labels"), "name")
		r.issues = append(r.issues, i)
	}
}

// parseLong is record.ParseJSON for files longer than a request, one issue at a time:
// the outer list is cut at its items, each of which is read strictly.
func parseLong(data []byte) (*record.Node, error) {
	if len(data) <= record.MaxRequest {
		return record.ParseJSON(data)
	}
	return nil, fault.New(fault.TooLarge, "The issues have %d KiB; at most %d KiB are read at once.", len(data)>>10, record.MaxRequest>>10).
		WithHint("Leave body out, or use gh issue list --limit and several files.")
}

func (r *reader) fail(err error) {
	var f *fault.Error
	if !errors.As(err, &f) || len(f.Problems) == 0 {
		r.bad(r.name, "", "", "%s", err)
		return
	}
	for _, p := range f.Problems {
		p.Place = strings.TrimSuffix(r.name+":"+p.Place, ":")
		r.problems = append(r.problems, p)
	}
}

func text(n *record.Node, name string) string {
	if v := n.Get(name); v != nil && v.Shape != record.Null {
		return v.Text
	}
	return ""
}

func each(n *record.Node, name string) []string {
	if n == nil {
		return nil
	}
	var out []string
	for _, item := range n.Items {
		if s := line(cmp.Or(text(item, name), item.Text)); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// isCSV says that a header line has all these columns.
func isCSV(head string, columns ...string) bool {
	names, err := table([]byte(head)).Read()
	have := map[string]bool{}
	for _, n := range names {
		have[strings.ToLower(strings.TrimSpace(n))] = true
	}
	for _, c := range columns {
		if !have[strings.ToLower(c)] {
			return false
		}
	}
	return err == nil
}

// table reads CSV whose columns are set apart by commas, or by semicolons where the
// header has more of those.
func table(data []byte) *csv.Reader {
	c := csv.NewReader(bytes.NewReader(data))
	if head := firstLine(data); strings.Count(head, ";") > strings.Count(head, ",") {
		c.Comma = ';'
	}
	c.FieldsPerRecord = -1
	return c
}

// row is one line of a CSV file; a column may stand several times.
type row struct {
	place string
	cells map[string][]string
}

func (r row) get(names ...string) string {
	for _, n := range names {
		for _, v := range r.cells[strings.ToLower(n)] {
			if v != "" {
				return v
			}
		}
	}
	return ""
}

func (r *reader) csv(data []byte, one func(row)) {
	c := table(data)
	head, err := c.Read()
	if err != nil {
		r.bad(r.name+":1", "", "", "the header cannot be read: %s", err)
		return
	}
	for {
		cells, err := c.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			var p *csv.ParseError
			if errors.As(err, &p) {
				r.bad(fmt.Sprintf("%s:%d:%d", r.name, p.Line, p.Column), "", "export the file again", "%s", p.Err)
				return
			}
			r.bad(r.name, "", "", "%s", err)
			return
		}
		at, _ := c.FieldPos(0)
		out := row{fmt.Sprintf("%s:%d", r.name, at), map[string][]string{}}
		for i, v := range cells {
			if i < len(head) {
				n := strings.ToLower(strings.TrimSpace(head[i]))
				out.cells[n] = append(out.cells[n], clean(v))
			}
		}
		one(out)
	}
}

func (r *reader) gitlab(w row) {
	i := Issue{Place: w.place, Title: line(w.get("Title")), External: w.get("URL"), Text: clipProse(w.get("Description")), Due: dayOf(w.get("Due Date"))}
	if !r.titled(&i) {
		return
	}
	if n := w.get("Issue ID"); n != "" {
		i.Key = "#" + n
		i.External = cmp.Or(i.External, i.Key)
	}
	if strings.EqualFold(w.get("State"), "closed") {
		i.State, i.Finished = "done", dayOf(w.get("Closed At (UTC)", "Closed At"))
	}
	i.People = split(w.get("Assignee Username", "Assignee"))
	i.Tags = split(w.get("Labels"))
	i.Work = seconds(w.get("Time Estimate"))
	r.issues = append(r.issues, i)
}

func (r *reader) jira(w row) {
	i := Issue{Place: w.place, Title: line(w.get("Summary")), Key: w.get("Issue key"), Text: clipProse(w.get("Description")), Due: dayOf(w.get("Due date"))}
	if !r.titled(&i) {
		return
	}
	i.External = i.Key
	i.State = cmp.Or(stateOf(w.get("Status")), stateOf(w.get("Status Category")))
	if i.State == "done" && stateOf(w.get("Resolution")) == "dropped" {
		i.State = "dropped"
	}
	if i.State == "done" {
		i.Finished = dayOf(w.get("Resolved"))
	}
	i.People = split(w.get("Assignee"))
	for _, l := range w.cells["labels"] {
		i.Tags = append(i.Tags, strings.Fields(l)...)
	}
	i.Work = seconds(w.get("Original Estimate", "Original estimate"))
	for _, k := range w.cells["inward issue link (blocks)"] {
		if k != "" {
			i.After = append(i.After, k)
		}
	}
	r.issues = append(r.issues, i)
}

func (r *reader) titled(i *Issue) bool {
	if i.Title == "" {
		r.bad(i.Place, "title", "give it a title, or take the line out", "an issue without a title cannot be read")
	}
	return i.Title != ""
}

func split(s string) []string {
	var out []string
	for _, p := range strings.Split(s, ",") {
		if p = line(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// seconds turns an estimate in seconds into ours; anything else says nothing.
func seconds(s string) string {
	if n, err := strconv.Atoi(s); err == nil {
		if n <= 0 {
			return ""
		}
		return record.Minutes((n + 59) / 60).String()
	}
	return ""
}

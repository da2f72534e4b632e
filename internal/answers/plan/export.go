package plan

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"time"

	"github.com/emersion/go-ical"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/fault"
	"plumbline/internal/record"
)

// Formats are the ways a plan goes out, with their content types.
func Formats() map[string]string {
	return map[string]string{"mermaid": "text/plain; charset=utf-8", "markdown": "text/markdown; charset=utf-8", "csv": "text/csv; charset=utf-8",
		"ical": "text/calendar; charset=utf-8"}
}

// Export writes the plan as the viewer sees it. Days are in the given zone.
func (a *Answer) Export(format string, zone *time.Location) ([]byte, error) {
	switch format {
	case "mermaid":
		return a.mermaid(zone), nil
	case "markdown":
		return a.markdown(zone), nil
	case "csv":
		return a.csv(zone)
	case "ical":
		return a.ical(zone)
	}
	return nil, fault.New(fault.Invalid, "A plan cannot be written as %q.", format).WithHint("Use mermaid, markdown, csv or ical.")
}

// LastDay is the day on which something that ends at an instant is worked on last.
func LastDay(t time.Time, zone *time.Location) record.Date {
	return record.DateOf(t.Add(-time.Minute).In(zone))
}

// plainName keeps what Mermaid takes for syntax out of a name.
func plainName(s string) string {
	return strings.NewReplacer(":", " ", ";", " ", "#", " ", "\n", " ", ",", " ").Replace(s)
}

func (a *Answer) mermaid(zone *time.Location) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "gantt\n    title %s\n    dateFormat YYYY-MM-DD\n", plainName(a.Headline.Text()))
	for _, p := range a.Projects {
		fmt.Fprintf(&b, "    section %s\n", plainName(p.Title))
		for _, t := range a.Tasks {
			if t.Project != p.ID || t.Finish.IsZero() {
				continue
			}
			state := ""
			switch {
			case t.Done:
				state = "done, "
			case t.Critical >= 0.5:
				state = "crit, "
			}
			if t.Status == "doing" {
				state += "active, "
			}
			fmt.Fprintf(&b, "    %s :%s%s, %s, %s\n", plainName(t.Title), state, plainName(t.Key), record.DateOf(t.Start.In(zone)), LastDay(t.Finish, zone).Add(1))
		}
		for _, m := range a.Milestones {
			if m.Project == p.ID {
				fmt.Fprintf(&b, "    %s :milestone, %s, %s, 0d\n", plainName(m.Title), plainName(m.Key), LastDay(m.Finish, zone))
			}
		}
	}
	return b.Bytes()
}

func (a *Answer) markdown(zone *time.Location) []byte {
	var b bytes.Buffer
	cell := strings.NewReplacer("|", `\|`, "\n", " ")
	fmt.Fprintf(&b, "# %s\n\nAs of %s, %d simulated futures. Ranges are P10 to P90.\n\n| task | who | start | finish | range |\n| --- | --- | --- | --- | --- |\n",
		a.Headline.Text(), statement.Day(a.AsOf), a.Trials)
	for _, t := range a.Tasks {
		finish, span := string(LastDay(t.Finish, zone)), fmt.Sprintf("%s – %s", record.DateOf(t.Spread.P10.In(zone)), record.DateOf(t.Spread.P90.In(zone)))
		if t.Done {
			span = "done"
		}
		fmt.Fprintf(&b, "| %s %s | %s | %s | %s | %s |\n", t.Key, cell.Replace(t.Title), cell.Replace(people(t.People)), record.DateOf(t.Start.In(zone)), finish, span)
	}
	b.WriteString("\n| milestone | finish | promised | odds |\n| --- | --- | --- | --- |\n")
	for _, m := range a.Milestones {
		odds := ""
		if m.Odds != nil {
			odds = statement.Percent(*m.Odds)
		}
		fmt.Fprintf(&b, "| %s | %s – %s | %s | %s |\n", cell.Replace(m.Title), record.DateOf(m.Spread.P10.In(zone)), record.DateOf(m.Spread.P90.In(zone)), m.Promised, odds)
	}
	return b.Bytes()
}

func people(list []answer.Person) string {
	names := make([]string, len(list))
	for i, p := range list {
		names[i] = p.Title
	}
	return strings.Join(names, ", ")
}

func (a *Answer) csv(zone *time.Location) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write([]string{"key", "title", "project", "status", "people", "start", "finish", "p10", "p50", "p80", "p90", "critical_share"}) // a buffer takes everything
	titles := map[string]string{}
	for _, p := range a.Projects {
		titles[p.ID] = p.Title
	}
	for _, t := range a.Tasks {
		day := func(x time.Time) string { return string(record.DateOf(x.In(zone))) }
		_ = w.Write([]string{t.Key, guarded(t.Title), guarded(titles[t.Project]), t.Status, guarded(people(t.People)), day(t.Start), string(LastDay(t.Finish, zone)),
			day(t.Spread.P10), day(t.Spread.P50), day(t.Spread.P80), day(t.Spread.P90), fmt.Sprintf("%.2f", t.Critical)})
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// guarded keeps spreadsheets from taking a text for a formula.
func guarded(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

func (a *Answer) ical(zone *time.Location) ([]byte, error) {
	cal := ical.NewCalendar()
	cal.Props.SetText(ical.PropVersion, "2.0")
	cal.Props.SetText(ical.PropProductID, "-//Plumbline//Plan//EN")
	add := func(id, title, text string, from, to record.Date) {
		e := ical.NewEvent()
		e.Props.SetText(ical.PropUID, id+"@plumbline")
		e.Props.SetDateTime(ical.PropDateTimeStamp, a.ComputedAt.UTC())
		e.Props.SetDate(ical.PropDateTimeStart, from.In(time.UTC))
		e.Props.SetDate(ical.PropDateTimeEnd, to.Add(1).In(time.UTC))
		e.Props.SetText(ical.PropSummary, title)
		e.Props.SetText(ical.PropDescription, text)
		cal.Children = append(cal.Children, e.Component)
	}
	for _, t := range a.Tasks {
		if !t.Done {
			add("task-"+t.ID, t.Key+" "+t.Title, people(t.People), record.DateOf(t.Start.In(zone)), LastDay(t.Finish, zone))
		}
	}
	for _, m := range a.Milestones {
		day := LastDay(m.Finish, zone)
		text := "Between " + statement.Days2(record.DateOf(m.Spread.P10.In(zone)), record.DateOf(m.Spread.P90.In(zone)))
		add("milestone-"+m.ID, m.Title, text, day, day)
	}
	var b bytes.Buffer
	if len(cal.Children) == 0 {
		return nil, fault.New(fault.Invalid, "There is nothing in the plan to put into a calendar.").WithHint("Add tasks first.")
	}
	err := ical.NewEncoder(&b).Encode(cal)
	return b.Bytes(), err
}

package risk

import (
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/world"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Sign is a trigger that was seen in the evidence.
type Sign struct {
	Statement statement.Statement `json:"statement"`
	Since     record.Date         `json:"since"`
}

// usualDays is how far back a trigger about repositories looks when it says nothing.
const usualDays = 14

// Watched says that a trigger is a rule on evidence; others are watched by people.
func Watched(trigger string) bool {
	word, rest, _ := strings.Cut(strings.TrimSpace(trigger), " ")
	rest = strings.TrimSpace(rest)
	switch word {
	case "path", "commit":
		return rest != ""
	case "task":
		return strings.HasSuffix(rest, " late") || strings.HasSuffix(rest, " blocked")
	case "after":
		return validDay(rest)
	}
	return false
}

func validDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// seen looks for a trigger's sign: nil when it is not there, or when people watch it.
func seen(trigger string, w *world.World, v *snapshot.View, today record.Date) *Sign {
	if !Watched(trigger) {
		return nil
	}
	word, rest, _ := strings.Cut(strings.TrimSpace(trigger), " ")
	rest = strings.TrimSpace(rest)
	switch word {
	case "after":
		if day := record.Date(rest); day <= today {
			return &Sign{statement.New("risk.sign.day", statement.On("date", day)), day}
		}
	case "task":
		return taskSign(rest, v, today)
	case "path":
		glob, days := reach(rest)
		return commitSign(w, days, func(r *world.Repo, i int) bool {
			for _, ch := range r.ChangesOf(i) {
				if matches(glob, r.Files[ch.File].Path) {
					return true
				}
			}
			return false
		}, "risk.sign.path", statement.AtPath("path", glob))
	case "commit":
		text, days := reach(rest)
		return commitSign(w, days, func(r *world.Repo, i int) bool {
			return strings.Contains(strings.ToLower(r.Commits[i].Subject), strings.ToLower(text))
		}, "risk.sign.commit", statement.Words("text", text))
	}
	return nil
}

var ending = regexp.MustCompile(`\s+(\d{1,3})d$`)

// reach parts "gateway/** 30d" into the rest and the days.
func reach(s string) (string, int) {
	if m := ending.FindStringSubmatch(s); m != nil {
		days, err := strconv.Atoi(m[1])
		if err == nil {
			return strings.TrimSpace(strings.TrimSuffix(s, m[0])), days
		}
	}
	return s, usualDays
}

// matches knows a path itself, everything under "folder/**" or "folder/", and the
// wildcards of one segment.
func matches(glob, file string) bool {
	if under, ok := strings.CutSuffix(glob, "**"); ok {
		return strings.HasPrefix(file, under)
	}
	if strings.HasSuffix(glob, "/") {
		return strings.HasPrefix(file, glob)
	}
	ok, err := path.Match(glob, file)
	return err == nil && ok
}

// commitSign is the newest commit of the last days that fits, with how many did.
func commitSign(w *world.World, days int, fits func(*world.Repo, int) bool, id string, what statement.Arg) *Sign {
	var facts []statement.Fact
	n, first := 0, time.Time{}
	for _, r := range w.Repos {
		from := w.Now.AddDate(0, 0, -days)
		for i := range r.Commits {
			if c := &r.Commits[i]; c.Committed.Before(from) || !fits(r, i) {
				continue
			}
			n++
			if at := r.Commits[i].Committed; first.IsZero() || at.Before(first) {
				first = at
			}
			if len(facts) < 3 {
				facts = append(facts, r.Commit(i))
			}
		}
	}
	if n == 0 {
		return nil
	}
	return &Sign{statement.New(id, what, statement.N("n", n), statement.Days("days", float64(days))).On(facts...), record.DateOf(first)}
}

func taskSign(rest string, v *snapshot.View, today record.Date) *Sign {
	key, want, _ := strings.Cut(rest, " ")
	r, err := v.Find("task", key)
	if err != nil {
		return nil
	}
	b := snapshot.Body[deliver.Task](v, "task", r.ID)
	name := answer.RecOf(v, "task", r.ID).Arg("task")
	end := b.Planned.To
	if b.Deadline != "" {
		end = b.Deadline
	}
	switch {
	case strings.TrimSpace(want) == "blocked" && b.Status == "blocked":
		return &Sign{statement.New("risk.sign.blocked", name), record.DateOf(r.Updated.At)}
	case strings.TrimSpace(want) == "late" && !b.Done() && end != "" && end < today:
		return &Sign{statement.New("risk.sign.late", name, statement.On("date", end)), end}
	}
	return nil
}

package answering

import (
	"strings"
	"testing"

	"plumbline/internal/answers/knowledge"
	"plumbline/internal/answers/today"
	"plumbline/internal/jobs"
)

// Until a repository is read, answers say so and not that there is nothing.
func TestWhatIsNotReadYetIsSaid(t *testing.T) {
	o, job := lined(t, longHistory(t).Dir)
	const want = "Code is not read yet."
	if a := asked[knowledge.Answer](o, "knowledge", ""); !strings.HasPrefix(a.Headline.Text(), want) || len(a.Missing) != 1 {
		t.Errorf("knowledge: %s %v", a.Headline.Text(), a.Missing)
	}
	if a := asked[today.Answer](o, "today", ""); len(a.Missing) == 0 || !strings.HasPrefix(a.Missing[0].Text(), want) {
		t.Errorf("today: %s %v", a.Headline.Text(), a.Missing)
	}
	if err := o.read(t.Context(), job, func(jobs.Progress) {}); err != nil {
		t.Fatal(err)
	}
	if a := asked[knowledge.Answer](o, "knowledge", ""); len(a.Areas) == 0 || strings.HasPrefix(a.Headline.Text(), want) {
		t.Errorf("once it is read: %s", a.Headline.Text())
	}
	for _, s := range asked[today.Answer](o, "today", "").Missing {
		if strings.HasPrefix(s.Text(), want) {
			t.Error("today still says that it is not read")
		}
	}
}

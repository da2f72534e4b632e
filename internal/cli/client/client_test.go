package client_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"plumbline/internal/cli/client"
	"plumbline/internal/fault"
	"plumbline/internal/kinds"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

// server answers every request alike and keeps what was sent.
type server struct {
	status int
	body   string
	sent   string
	header http.Header
}

func (s *server) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		s.sent = string(b)
	}
	s.header = r.Header
	return &http.Response{StatusCode: s.status, Body: io.NopCloser(strings.NewReader(s.body)), Header: http.Header{}}, nil
}

func gate(s *server) client.Gate {
	return client.New(client.Options{Base: "http://server.example/", Token: "plt_x", Transport: s, Registry: kinds.Registry()})
}

func fromYAML(t *testing.T, text string) *record.Node {
	t.Helper()
	docs, err := record.ParseYAML("plan.yaml", []byte(text), record.MaxRequest)
	if err != nil {
		t.Fatal(err)
	}
	return docs[0]
}

const file = `title: 007
status: todo
work: 24-32-56h
priority: 3
split: true
tags: [1, yes, "2026-02-20"]
seats:
  - needs:
      - {skill: go, level: 3}
unknown: 12
deadline: null
`

// An unquoted scalar means what its field says: 007 is a title, 3 a priority.
func TestFilesBecomeTheJSONTheirFieldsMean(t *testing.T) {
	s := &server{status: 200, body: `{}`}
	_, err := gate(s).Apply(context.Background(), team.ChangeSet{Via: team.ViaImport, Changes: []team.Change{{Kind: "task", Key: "PAY-1", Op: team.Put, Data: fromYAML(t, file)}}})
	if err != nil {
		t.Fatal(err)
	}
	var sent struct {
		Via     string
		Changes []struct{ Data json.RawMessage }
	}
	if err := json.Unmarshal([]byte(s.sent), &sent); err != nil {
		t.Fatalf("%v: %s", err, s.sent)
	}
	want := `{"title":"007","status":"todo","work":"24-32-56h","priority":3,"split":true,"tags":["1","yes","2026-02-20"],` +
		`"seats":[{"needs":[{"skill":"go","level":3}]}],"unknown":"12","deadline":null}`
	if got := string(sent.Changes[0].Data); got != want || sent.Via != "import" {
		t.Errorf("via %s was sent\n%s, want\n%s", sent.Via, got, want)
	}
	if s.header.Get("Authorization") != "Bearer plt_x" {
		t.Errorf("the headers are %v", s.header)
	}
}

// The server knows a change by its number and a field by its path; the person is told
// the line of the file.
func TestProblemsComeBackToTheirLines(t *testing.T) {
	s := &server{status: 422, body: `{"code":"invalid","status":422,"detail":"Nothing was saved.","hint":"Correct it.","problems":[
		{"place":"changes[1]:1:77","field":"seats[0].needs[0].skill","text":"there is no skill \"go\""},
		{"place":"changes[1]:1:9","field":"gone.away","text":"x"},{"place":"changes[0]:1:2","field":"title","text":"y"},{"text":"z"}]}`}
	_, err := gate(s).Preview(context.Background(), team.ChangeSet{Changes: []team.Change{
		{Kind: "team", Op: team.Put, Data: &record.Node{Shape: record.Fields}},
		{Kind: "task", Op: team.Put, Data: fromYAML(t, file), File: "plan.yaml"},
	}})
	var f *fault.Error
	if !errors.As(err, &f) || f.Code != fault.Invalid || f.Hint != "Correct it." {
		t.Fatalf("the error is %v", err)
	}
	want := []string{"plan.yaml:9:17", "plan.yaml:1:1", "", ""}
	for i, p := range f.Problems {
		if p.Place != want[i] {
			t.Errorf("problem %d is placed at %q, want %q", i, p.Place, want[i])
		}
	}
}

func TestConflictsComeBackWhole(t *testing.T) {
	s := &server{status: 409, body: `{"code":"conflict","status":409,"detail":"Twice.","conflicts":[{"field":"title","base":null,"yours":"a","theirs":"b"}]}`}
	_, err := gate(s).Apply(context.Background(), team.ChangeSet{})
	var c *team.ConflictError
	if !errors.As(err, &c) || len(c.Conflicts) != 1 || c.Conflicts[0] != (team.Conflict{Field: "title", Yours: `"a"`, Theirs: `"b"`}) || fault.CodeOf(err) != fault.Conflict {
		t.Errorf("the error is %#v", err)
	}
}

func TestAnswersThatAreNoneOfOurs(t *testing.T) {
	for body, status := range map[string]int{"<html>": 502, "not json": 200, `{"code":""}`: 500} {
		_, err := gate(&server{status: status, body: body}).Session(context.Background())
		if fault.CodeOf(err) != fault.Unavailable {
			t.Errorf("%d %s gives %v", status, body, err)
		}
	}
}

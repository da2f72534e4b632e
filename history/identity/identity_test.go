package identity

import (
	"slices"
	"testing"
)

func clusters(ids []Identity, mailmap string, cs ...Correction) []int {
	var m *Mailmap
	if mailmap != "" {
		m = ParseMailmap([]byte(mailmap))
	}
	return Cluster(ids, m, cs).Of
}

func TestOnePersonUnderSeveralNamesAndAddresses(t *testing.T) {
	ids := []Identity{
		{"Ana Álvarez", "ana@example.net"}, {"ana", "ANA@example.net"}, {"Ana Alvarez", "ana@home.example.org"},
		{"Ana M. Alvarez", "ana@work.test"}, {"octo", "12+octo@users.noreply.github.com"}, {"Octo", "octo@users.noreply.github.com"},
		{"root", "root@localhost"}, {"Ben Brook", "root@localhost"}, {"Ben Brook", "ana@example.net"}, {"Ben Brook", "ben@example.net"},
	}
	want := []int{0, 0, 0, 0, 1, 1, 2, 3, 3, 3}
	if got := clusters(ids, ""); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestMailmapAndCorrectionsStandOverTheRules(t *testing.T) {
	ids := []Identity{{"A", "a@x.test"}, {"Bee", "b@x.test"}, {"Cyd Cole", "c@x.test"}, {"Cyd Cole", "d@x.test"}}
	if got := clusters(ids, "Bee Brown <b@x.test> <a@x.test>\n# a comment\nbroken line\n"); !slices.Equal(got, []int{0, 0, 1, 1}) {
		t.Errorf("mailmap: %v", got)
	}
	split := Correction{Op: Split, B: ids[3]}
	merge := Correction{Op: Merge, A: ids[0], B: ids[3]}
	if got := clusters(ids, "", split); !slices.Equal(got, []int{0, 1, 2, 3}) {
		t.Errorf("split: %v", got)
	}
	if got := clusters(ids, "", split, merge); !slices.Equal(got, []int{0, 1, 2, 0}) {
		t.Errorf("split, then merged elsewhere: %v", got)
	}
	if got := clusters(ids, "", merge, split); !slices.Equal(got, []int{0, 1, 2, 3}) {
		t.Errorf("merged, then split: %v", got)
	}
}

func TestBotsAndPeopleWithNamesLikeBots(t *testing.T) {
	for id, bot := range map[Identity]bool{
		{"dependabot[bot]", "x@y.test"}: true, {"Gopher Robot", "gobot@golang.org"}: true, {"k8s-ci-robot", "a@b.test"}: true,
		{"prombot", "p@b.test"}: true, {"Ben Abbot", "ben@b.test"}: false, {"Abbot", "abbot@b.test"}: false, {"Robotham", "r@b.test"}: false,
	} {
		if got := BotReason(id) != ""; got != bot {
			t.Errorf("%v: bot %v", id, got)
		}
	}
	id := Identity{"prombot", "p@b.test"}
	if c := Cluster([]Identity{id}, nil, []Correction{{Op: Human, A: id}}); c.Bots[0] != "" {
		t.Error("a person said it is a person")
	}
}

func FuzzMailmap(f *testing.F) {
	f.Add([]byte("Ana <a@x> <b@x>\nBen <b@x> Ben B <c@x>\n<d@x> <e@x>\n# no\n><"), "Ben B", "C@X")
	f.Fuzz(func(t *testing.T, b []byte, name, mail string) {
		id := Identity{name, mail}
		to, ok := ParseMailmap(b).Lookup(id)
		if !ok && to != id {
			t.Fatal("an identity nobody mapped changed")
		}
	})
}

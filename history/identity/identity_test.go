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

func TestApartTakesOutOnlyWhatTheRulesPutTogether(t *testing.T) {
	ids := []Identity{{"Ana Alvarez", "ana@x.test"}, {"Ana Alvarez", "ana@y.test"}, {"Ben Brook", "ben@x.test"}, {"Ben Brook", "bb@y.test"}}
	other := Correction{Op: Apart, A: Identity{Email: "ana@x.test"}, B: Identity{Email: "ana@y.test"}}
	if got := clusters(ids, "", other); !slices.Equal(got, []int{0, 1, 2, 2}) {
		t.Errorf("a namesake: %v", got)
	}
	never := Correction{Op: Apart, A: Identity{Email: "ana@x.test"}, B: Identity{Email: "ben@x.test"}}
	if got := clusters(ids, "", never); !slices.Equal(got, []int{0, 0, 1, 1}) {
		t.Errorf("strangers anyway: %v", got)
	}
}

func TestACorrectionWithAnAddressAloneMeansEverySpelling(t *testing.T) {
	ids := []Identity{{"ana", "ana@x.test"}, {"Ana A", "Ana@x.test"}, {"aa", "aa@home.test"}}
	merge := Correction{Op: Merge, A: Identity{Email: "ana@x.test"}, B: Identity{Email: "aa@home.test"}}
	if got := clusters(ids, "", merge); !slices.Equal(got, []int{0, 0, 0}) {
		t.Errorf("got %v", got)
	}
}

func TestLikelyAsksAboutNamesThatLookAlikeAndNotAgain(t *testing.T) {
	ids := []Identity{{"Ana Alvarez", "ana.alvarez@work.test"}, {"aalv", "ana.alvarez@home.test"}, {"A. Brookside", "x@w.test"}, {"Alan Brookside", "y@w.test"}, {"Cyd Cole", "cydcole@a.test"}, {"Dan Dorn", "cydcole@b.test"}}
	c := Cluster(ids, nil, nil)
	var got []string
	for _, l := range Likely(ids, c, nil) {
		got = append(got, ids[l.A].Name+"/"+ids[l.B].Name+" "+l.Why)
	}
	if want := []string{"Ana Alvarez/aalv local", "A. Brookside/Alan Brookside words"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	said := []Correction{{Op: Apart, A: ids[0], B: ids[1]}}
	if got := Likely(ids, Cluster(ids, nil, said), said); len(got) != 1 {
		t.Errorf("asked again: %+v", got)
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
